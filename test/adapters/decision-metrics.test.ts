/** The metrics in the decision line: what CloudWatch counts, by what, and that nothing of the caller is in them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { countedReasons } from "#adapters/counted-reasons";
import type { DecisionLine } from "#adapters/decision-log";
import { metricMembers } from "#adapters/decision-metrics";
import { faultKinds } from "#core/settings/metrics";

const options = { namespace: "ogc-api-authorizer/geodata", budgetMilliseconds: 2500 };
const allowed: DecisionLine = {
  outcome: "allowed",
  reason: "policy_allowed",
  requestId: "r1",
  extendedRequestId: "e1",
  principalKind: "token",
  principalId: "u1",
  totalMilliseconds: 1.25,
};

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
}

const metricsOf = metricMembers(options);
const membersOf = (line: DecisionLine): Record<string, unknown> =>
  JSON.parse(`{${metricsOf(line, 1_700_000_000_000)}}`);

/** What CloudWatch would make of a line: `metric by dimensions = value`. */
function counted(line: DecisionLine): string[] {
  const record: Record<string, unknown> = { ...line, ...membersOf(line) };
  const { CloudWatchMetrics } = record._aws as { readonly CloudWatchMetrics: readonly Directive[] };
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) => {
    assert.equal(Namespace, options.namespace);
    return Dimensions.flatMap((names) =>
      Metrics.map(({ Name }) => {
        assert.equal(typeof record[Name], "number", Name);
        const values = names.map((name) => {
          assert.equal(typeof record[name], "string", name);
          return record[name];
        });
        return `${Name} by ${values.join(", ")} = ${record[Name]}`;
      }),
    );
  }).sort();
}

describe("a decision is counted", () => {
  test("by its outcome and by its outcome and reason, with how long it took", () => {
    assert.deepEqual(counted(allowed), [
      "decisions by allowed = 1",
      "decisions by allowed, policy_allowed = 1",
      "totalMilliseconds by allowed = 1.25",
    ]);
  });

  test("by its outcome alone when own Rego made up the reason, of which there could be any number", () => {
    const line = { ...allowed, outcome: "forbidden", reason: "quota_of_u1_spent" } as const;
    assert.deepEqual(counted(line), ["decisions by forbidden = 1", "totalMilliseconds by forbidden = 1.25"]);
  });

  test("as a rejected credential when there was one and it was no good, and not when there was none", () => {
    const { principalKind: _kind, principalId: _id, ...nobody } = allowed;
    const rejected = { ...nobody, outcome: "challenged", reason: "token_expired" } as const;
    const absent = { ...rejected, reason: "credential_required", principalKind: "anonymous" } as const;
    assert.ok(counted(rejected).includes("rejectedCredentials by challenged = 1"));
    assert.ok(!counted(absent).some((metric) => metric.startsWith("rejectedCredentials")));
  });

  test("as an overrun when it took the whole budget, whatever it ended in", () => {
    for (const [outcome, reason, totalMilliseconds, overrun] of [
      ["allowed", "policy_allowed", 2500, true],
      ["allowed", "policy_allowed", 2499.9, false],
      ["fault", "policy_unavailable", 2600, true],
      ["fault", "deadline_exceeded", 2499.9, true],
    ] as const) {
      const metrics = counted({ ...allowed, outcome, reason, totalMilliseconds });
      assert.equal(metrics.includes(`budgetOverruns by ${outcome} = 1`), overrun, `${reason} ${outcome}`);
    }
  });
});

test("every reason in the tables of docs/operations.md is counted by itself, and no other", () => {
  const text = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const tables = text.slice(
    text.indexOf("## Reasons of an answer by the backend"),
    text.indexOf("## API keys"),
  );
  const rows = tables.split("\n").filter((line) => line.startsWith("| `"));
  const documented = rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([a-z_]+)`/g)].map(([, code]) => code ?? ""),
  );
  assert.deepEqual([...countedReasons].sort(), [...new Set(documented)].sort());
  assert.ok(Object.keys(faultKinds).every((code) => countedReasons.has(code)));
});

test("metrics add no text to the line but the namespace, their own names and the names of dimensions", () => {
  const texts: string[] = [];
  JSON.parse(JSON.stringify(membersOf(allowed)), (_name, value) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  assert.deepEqual([...new Set(texts)].sort(), [
    "Count",
    "Milliseconds",
    "decisions",
    "ogc-api-authorizer/geodata",
    "outcome",
    "reason",
    "totalMilliseconds",
  ]);
});

describe("the log", () => {
  /** What a process writes that logs one decision. */
  function written(metrics: string): string {
    const module = JSON.stringify(new URL("../../adapters/decision-log.ts", import.meta.url).href);
    const program = `const { decisionLog } = await import(${module});
      decisionLog(${metrics})(${JSON.stringify(allowed)});`;
    return spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" }).stdout;
  }

  test("is one line of JSON for a decision, metrics included", () => {
    const [line, ...rest] = written(JSON.stringify(options)).split("\n");
    assert.deepEqual(rest, [""]);
    const record = JSON.parse(line ?? "");
    assert.equal(record.message, "decision");
    assert.equal(record.decisions, 1);
    assert.equal(record._aws.Timestamp, Date.parse(record.timestamp));
  });

  test("holds no metrics where none are asked for", () => {
    const record = JSON.parse(written("undefined"));
    assert.equal(record.outcome, "allowed");
    assert.deepEqual(
      Object.keys(record).filter((name) => name === "_aws" || name === "decisions"),
      [],
    );
  });
});
