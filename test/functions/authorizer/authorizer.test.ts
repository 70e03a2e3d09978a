/** What the authorizer answers, throws and logs for each outcome. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DecisionLine } from "#adapters/decision-log";
import { type Authentication, absent, rejected } from "#core/authenticate/authenticator";
import { policyInput } from "#core/authorize/input/policy-input";
import { Fault } from "#core/fault";
import { anonymous } from "#core/principal";
import { requestEvent, stageArn } from "#test/core/gateway/event";
import { authorizer } from "../../../functions/authorizer/authorizer.ts";

const known: Authentication = {
  kind: "recognised",
  principal: { ...anonymous, kind: "api-key", id: "partner", scheme: "apiKey" },
};

function function_(authentication: Authentication, result: unknown) {
  const lines: DecisionLine[] = [];
  const evaluate = async () => {
    if (result instanceof Error) throw result;
    return { result, revision: "r1", decisionId: "d1" };
  };
  const pipeline = Promise.resolve({
    authenticate: async () => authentication,
    policy: { evaluate },
    input: policyInput({ input: "ogcapi", headers: [] }),
  });
  const handler = authorizer({
    pipeline,
    name: "ogc-api",
    told: { realm: "ogc-api", missingScope: "named", showReason: false },
    budgetMilliseconds: 1000,
    log: (line) => lines.push(line),
  });
  return { handler, lines };
}

const unauthorized = (error: Error) => error.message === "Unauthorized";
const fault = (error: Error) => error.name === "AuthorizerFault";

describe("the authorizer", () => {
  test("answers with an allow for exactly the method that was asked for", async () => {
    const { handler } = function_(known, true);
    const { principalId, policyDocument } = await handler(requestEvent("GET", "/collections/wells"));
    assert.equal(principalId, "partner");
    assert.deepEqual(policyDocument.Statement, [
      { Effect: "Allow", Action: "execute-api:Invoke", Resource: `${stageArn}/GET/collections/wells` },
    ]);
  });

  test("throws exactly Unauthorized for a caller who is not known well enough", async () => {
    for (const authentication of [absent, rejected("token_expired")]) {
      await assert.rejects(function_(authentication, false).handler(requestEvent("GET", "/")), unauthorized);
    }
  });

  test("answers with an explicit deny for a known caller whom the policy refuses", async () => {
    const answer = await function_(known, false).handler(requestEvent("GET", "/"));
    assert.equal(answer.policyDocument.Statement[0].Effect, "Deny");
    assert.equal(answer.principalId, "partner");
  });

  test("answers with an explicit deny for a path that is not canonical", async () => {
    const answer = await function_(known, true).handler(requestEvent("GET", "/collections/wells%2Fitems"));
    assert.equal(answer.policyDocument.Statement[0].Effect, "Deny");
  });

  test("answers with a deny where an allow would not fit", async () => {
    const { handler, lines } = function_(known, true);
    const event = requestEvent(
      "GET",
      "/collections/wells",
      {},
      { methodArn: `${stageArn}/GET/${"a".repeat(600)}` },
    );
    assert.equal((await handler(event)).policyDocument.Statement[0].Effect, "Deny");
    assert.deepEqual([lines[0]?.outcome, lines[0]?.reason], ["forbidden", "policy_resource_too_long"]);
  });

  test("throws a fault, never a policy, when a dependency or the policy itself fails", async () => {
    const failures = [new Fault("policy_unavailable", "OPA is down"), new TypeError("x"), undefined];
    for (const failure of failures) {
      await assert.rejects(function_(known, failure).handler(requestEvent("GET", "/")), fault);
    }
  });

  test("throws a fault when its configuration could not be used", async () => {
    const pipeline = Promise.reject(new Fault("configuration_invalid", "no policy"));
    pipeline.catch(() => undefined);
    const lines: DecisionLine[] = [];
    const handler = authorizer({
      pipeline,
      name: "ogc-api",
      told: { realm: "r", missingScope: "named", showReason: false },
      budgetMilliseconds: 1000,
      log: (line) => lines.push(line),
    });
    await assert.rejects(handler(requestEvent("GET", "/")), fault);
    assert.equal(lines[0]?.reason, "configuration_invalid");
  });

  test("throws errors without a stack, and a fault without its reason", async () => {
    await assert.rejects(function_(absent, false).handler(requestEvent("GET", "/")), (error: Error) => {
      return error.stack === "Error: Unauthorized";
    });
    const failure = new Fault("policy_unavailable", "opa.internal is down");
    await assert.rejects(function_(known, failure).handler(requestEvent("GET", "/")), (error: Error) => {
      return !`${error.stack}${error.message}`.includes("opa.internal");
    });
  });
});

describe("the decision line", () => {
  test("tells outcome, reason, principal, resource, revision, ids and durations", async () => {
    const { handler, lines } = function_(known, { allow: false, reason: "not_granted" });
    await handler(requestEvent("GET", "/collections/wells/items"));
    const [line] = lines;
    assert.ok(line !== undefined && lines.length === 1);
    const { totalMilliseconds, authenticateMilliseconds, authorizeMilliseconds, ...rest } = line;
    for (const duration of [totalMilliseconds, authenticateMilliseconds, authorizeMilliseconds]) {
      assert.ok(typeof duration === "number" && duration >= 0);
    }
    assert.deepEqual(rest, {
      outcome: "forbidden",
      reason: "not_granted",
      requestId: "request-1",
      extendedRequestId: "extended-1",
      resourceType: "items",
      action: "read",
      scheme: "apiKey",
      principalKind: "api-key",
      principalId: "partner",
      policyRevision: "r1",
      decisionId: "d1",
    });
  });

  test("says so where the credential had been verified before, and is silent where it was verified now", async () => {
    for (const remembered of [true, undefined] as const) {
      const { handler, lines } = function_({ ...known, ...(remembered && { remembered }) }, true);
      await handler(requestEvent("GET", "/"));
      assert.equal(lines[0]?.credentialRemembered, remembered);
      assert.equal("credentialRemembered" in (lines[0] ?? {}), remembered === true);
    }
  });

  test("of a fault says what the operator can change", async () => {
    const { handler, lines } = function_(known, new Fault("policy_unavailable", "check policy.url"));
    await assert.rejects(handler(requestEvent("GET", "/")), fault);
    assert.deepEqual(
      [lines[0]?.outcome, lines[0]?.reason, lines[0]?.remedy],
      ["fault", "policy_unavailable", "check policy.url"],
    );
    // How long the stage took that failed is the first thing to look at.
    assert.equal(typeof lines[0]?.authorizeMilliseconds, "number");
  });

  test("of an unexpected error shows its class and not its message", async () => {
    const { handler, lines } = function_(known, new TypeError("canary-value"));
    await assert.rejects(handler(requestEvent("GET", "/")), fault);
    assert.equal(lines[0]?.reason, "internal_error");
    assert.match(lines[0]?.remedy ?? "", /TypeError/);
    assert.doesNotMatch(JSON.stringify(lines), /canary/);
  });
});
