/** What a policy says about its decision is read where it is as described, and left alone where it is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { policyExplanation } from "#core/authorize/policy-explanation";
import { ruleBeside } from "#core/authorize/rule-beside";

test("an explanation names rules that grant, and what others lack", () => {
  const result = { granted_by: [0, null], missing: [{ rule: 3, conditions: ["scope"] }] };
  assert.deepEqual(policyExplanation({ result }), {
    grantedBy: [0, null],
    missing: [{ rule: 3, conditions: ["scope"] }],
  });
});

test("anything else explains nothing", () => {
  const missing = [{ rule: 3, conditions: ["scope"] }];
  for (const result of [
    ...[undefined, null, true, "text", [], {}],
    { granted_by: [0] },
    { granted_by: ["0"], missing },
    { granted_by: [0.5], missing },
    { granted_by: [], missing: [3] },
    { granted_by: [], missing: [{ rule: 3, conditions: [7] }] },
    { granted_by: [], missing: [{ conditions: [] }] },
  ]) {
    assert.equal(policyExplanation({ result }), undefined, JSON.stringify(result));
  }
});

test("a rule beside the decision is in the same package", () => {
  assert.equal(ruleBeside("ogcapi/authz/decision", "visible"), "ogcapi/authz/visible");
  assert.equal(ruleBeside("office/decision", "explanation"), "office/explanation");
  assert.equal(ruleBeside("office", "visible"), undefined);
});
