/** How an answered request and the decision about it read on a terminal. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DecisionLine } from "#adapters/decision-log";
import type { AccessLogEntry } from "#local/gateway/access-log-entry";
import { decisionPrinter } from "#local/start/decision-text";

const access: AccessLogEntry = {
  requestId: "r1",
  extendedRequestId: "e1",
  method: "GET",
  path: "/v1/collections",
  status: 200,
  durationMilliseconds: 3,
  authorizer: "allowed",
};
const decision: DecisionLine = {
  outcome: "allowed",
  reason: "policy_allowed",
  requestId: "r1",
  extendedRequestId: "e1",
  resourceType: "collections",
  action: "read",
  principalKind: "token",
  principalId: "u1",
  totalMilliseconds: 1.26,
};

function printing(patience?: number) {
  const lines: string[] = [];
  return { lines, printer: decisionPrinter((line) => lines.push(line), patience) };
}

describe("a request on the terminal", () => {
  test("has one line with its decision, whichever is there first", () => {
    const line = "200 GET /v1/collections  allowed: policy_allowed  [token u1 · read collections · 1.3 ms]";
    for (const order of [
      ["decision", "access"],
      ["access", "decision"],
    ]) {
      const { lines, printer } = printing();
      for (const which of order) which === "access" ? printer.onAccess(access) : printer.onDecision(decision);
      assert.deepEqual(lines, [line]);
    }
  });

  test("tells keys of one name apart, and a static key by its name alone", () => {
    for (const [keyId, who] of [
      ["abcdefghijkl", "partner abcdefghijkl"],
      ["partner", "partner"],
    ] as const) {
      const { lines, printer } = printing();
      printer.onAccess(access);
      printer.onDecision({ ...decision, principalKind: "api-key", principalId: "partner", keyId });
      assert.ok(lines[0]?.includes(`[api-key ${who} · read`), lines[0]);
    }
  });

  test("that no authorizer was asked about says so at once", () => {
    const { lines, printer } = printing();
    printer.onAccess({ ...access, method: "OPTIONS", status: 204, authorizer: "none" });
    assert.deepEqual(lines, ["204 OPTIONS /v1/collections  (no decision)"]);
  });

  test("that failed says what to do about it", () => {
    const { lines, printer } = printing();
    printer.onDecision({
      ...decision,
      outcome: "fault",
      reason: "policy_unavailable",
      remedy: "check policy.url",
    });
    printer.onAccess({ ...access, status: 500, authorizer: "refused", detail: "authorizer failed" });
    assert.match(lines[0] ?? "", /fault: policy_unavailable .*\n {4}check policy\.url$/);
  });

  test("does not wait for a decision that never comes", async () => {
    const { lines, printer } = printing(1);
    printer.onAccess({ ...access, status: 500, authorizer: "refused", detail: "authorizer timed out" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match(lines[0] ?? "", /no decision.*\n {4}authorizer timed out$/);
  });
});
