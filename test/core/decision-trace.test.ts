/** What the decision line is told of who asks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DecisionTrace } from "#core/decision-trace";
import { anonymous } from "#core/principal";

const recordOf = (principal: Parameters<DecisionTrace["principal"]>[0]) => {
  const trace = new DecisionTrace(() => 0);
  trace.principal(principal);
  return trace.record;
};

test("of an API key the line has the key's name and the id of the one that was shown", () => {
  assert.deepEqual(
    recordOf({ ...anonymous, kind: "api-key", id: "partner", keyId: "mfzwizltoqqg", scheme: "apiKey" }),
    { principalKind: "api-key", principalId: "partner", keyId: "mfzwizltoqqg", scheme: "apiKey" },
  );
});

test("of anybody else the line has no key", () => {
  assert.deepEqual(recordOf(anonymous), { principalKind: "anonymous", principalId: "anonymous" });
});

test("a stage takes as long as from its beginning to its end, to the microsecond", () => {
  let now = 0;
  const trace = new DecisionTrace(() => now);
  trace.begin("authenticate");
  now = 0.0123456;
  trace.end();
  trace.begin("authorize");
  now = 2;
  trace.end();
  assert.deepEqual(trace.record, { authenticateMilliseconds: 0.012, authorizeMilliseconds: 1.988 });
});

test("where no stage is under way, none has an end", () => {
  let now = 0;
  const trace = new DecisionTrace(() => now);
  trace.end();
  assert.deepEqual(trace.record, {});
  trace.begin("authenticate");
  trace.end();
  now = 5;
  trace.end();
  assert.deepEqual(trace.record, { authenticateMilliseconds: 0 });
});
