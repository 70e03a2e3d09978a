/** What is put on the terminal: JSON in readable lines, and never the credential. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonLines } from "../../../cli/explain/json-lines.ts";
import { printable } from "../../../cli/explain/printable.ts";
import { withoutCredential } from "../../../cli/explain/without-credential.ts";

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

test("a credential is nowhere in what is shown, at any depth and within any text", () => {
  const credential = "canary-token";
  const texts = fc.constantFrom("x", credential, `Bearer ${credential}.`);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      texts,
      fc.array(tie("value")),
      fc.dictionary(fc.constant("m"), tie("value")),
    ),
  }));
  fc.assert(
    fc.property(value, (shown) => {
      assert.ok(!JSON.stringify(withoutCredential(shown, credential)).includes(credential));
    }),
  );
  assert.deepEqual(withoutCredential({ a: [1, null, "x"] }, ""), { a: [1, null, "x"] });
});
