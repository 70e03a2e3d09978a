/** What is put on the terminal: JSON in readable lines, and never the credential. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { withoutCredential } from "#cli/explain/caller/without-credential";
import { explanationText } from "#cli/explain/text/explanation-text";
import { jsonLines } from "#cli/explain/text/json-lines";
import { printable } from "#cli/explain/text/printable";

test("lines of JSON are that JSON, whatever it is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      assert.deepEqual(JSON.parse(jsonLines(value).join("\n")), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("short values stand in one line, objects within in lines of their own", () => {
  assert.deepEqual(jsonLines({ list: ["a", "b"], in: { x: 1 }, none: undefined }), [
    "{",
    '  "list": ["a","b"],',
    '  "in": {"x":1}',
    "}",
  ]);
});

test("control characters do not reach the terminal, and JSON stays what it is", () => {
  assert.equal(printable("a\u001b[31m\u009b1m\n"), "a\\u001b[31m\\u009b1m\n");
  const value = { text: "\u009b\u0085\u007f" };
  assert.deepEqual(JSON.parse(printable(JSON.stringify(value))), value);
});

test("a credential is nowhere in what is shown, at any depth and within any text or name, nor is its signature", () => {
  const signature = "canary-signature";
  const credential = `header.claims.${signature}`;
  const texts = fc.constantFrom("x", credential, `Bearer ${credential}.`, signature);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      texts,
      fc.array(tie("value")),
      fc.dictionary(fc.oneof(fc.constant("m"), texts), tie("value")),
    ),
  }));
  fc.assert(
    fc.property(value, (shown) => {
      assert.ok(!JSON.stringify(withoutCredential(shown, credential)).includes(signature));
    }),
  );
  for (const none of ["", "a", "x.y.a"]) {
    assert.deepEqual(withoutCredential({ a: [1, null, "x"] }, none), { a: [1, null, "x"] });
  }
});

test("what access rules lack is told of a refusal, and not where the policy allows by itself", () => {
  const shown = (allow: boolean) =>
    explanationText({
      request: { method: "GET", path: "/", segments: [] },
      policy: { engine: "embedded", decision: "office/decision" },
      questions: [
        {
          input: {},
          answer: { result: allow },
          decision: allow ? { allow, context: {} } : { allow, reason: "policy_refused" },
          rules: {
            grantedBy: [],
            missing: [{ place: "accessRules[2]", conditions: ["scope"] }],
          },
        },
      ],
      outcome: { kind: "challenged", reason: "policy_refused" },
      gateway: { error: "Unauthorized", status: 401 },
      remarks: [],
    });
  assert.match(shown(false), /\n {2}missing {2}the scope for accessRules\[2\]\n/);
  assert.match(shown(true), /\n {2}rules {4}none grants this: the policy allows it by itself\n/);
  assert.doesNotMatch(shown(true), /missing/);
});
