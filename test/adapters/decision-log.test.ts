/** The text of a decision line, which is put together by hand: it is the JSON of the line whatever the line holds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type DecisionLine, decisionText } from "#adapters/decision-log";
import { holdsFor, runsOf } from "#test/properties/seeded";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom('"', "\\", "\n", "\u2028", "\ud800", '"},{"a":"'),
);

const lines: fc.Arbitrary<DecisionLine> = fc.record(
  {
    outcome: fc.constantFrom("allowed", "challenged", "forbidden", "fault"),
    reason: fc.oneof(anyText, fc.constantFrom("policy_allowed", "deadline_exceeded", "token_expired")),
    requestId: anyText,
    extendedRequestId: anyText,
    totalMilliseconds: fc.double({ min: 0, max: 5000, noNaN: true }),
    principalKind: anyText,
    principalId: anyText,
    remedy: anyText,
    credentialRemembered: fc.constant(true as const),
  },
  { requiredKeys: ["outcome", "reason", "requestId", "extendedRequestId", "totalMilliseconds"] },
);

const metrics = { namespace: 'ogc-api-authorizer/"geodata"', budgetMilliseconds: 2500 };
/** Any time, and often one of the same few seconds, of which the text is remembered. */
const times = fc.oneof(
  fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
  fc.integer({ min: 1_799_999_998_000, max: 1_800_000_001_000 }).map((time) => new Date(time)),
);

test("a line is one line of JSON that says what it was told", (context) => {
  const withMetrics = decisionText(metrics);
  const without = decisionText();
  const property = fc.property(lines, times, (line, now) => {
    const level = line.outcome === "fault" ? "ERROR" : "INFO";
    const told = { timestamp: now.toISOString(), level, message: "decision", ...line };
    const expected = JSON.parse(JSON.stringify(told));
    assert.deepEqual(JSON.parse(without(line, now)), expected);
    const text = withMetrics(line, now);
    const {
      _aws,
      decisions,
      budgetOverruns: _overruns,
      rejectedCredentials: _rejected,
      ...rest
    } = JSON.parse(text);
    assert.deepEqual([rest, decisions, _aws.Timestamp], [expected, 1, now.getTime()]);
    assert.equal(_aws.CloudWatchMetrics[0].Namespace, metrics.namespace);
    assert.ok(!text.includes("\n"));
  });
  return holdsFor(runsOf(500), property, context);
});
