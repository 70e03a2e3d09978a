/** What is put on the terminal: JSON in readable lines, and never the credential. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { withoutCredential } from "#cli/explain/caller/without-credential";
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
