/** Documents as Python's `json.dumps` writes them; the interoperability tests compare with a real Python. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { pythonJsonText } from "#adapters/opa/python-json-text";

describe("a document as Python writes it", () => {
  const texts: readonly (readonly [unknown, string])[] = [
    [{}, "{}"],
    [[], "[]"],
    [
      { a: [1, -2, 0.5], b: { c: null, d: true, e: false } },
      '{"a": [1, -2, 0.5], "b": {"c": null, "d": true, "e": false}}',
    ],
    ["grüße \u{1f30d}", String.raw`"gr\u00fc\u00dfe \ud83c\udf0d"`],
    ['\u0000\u001f\b\f\n\r\t"\\/ \u007f\u2028', String.raw`"\u0000\u001f\b\f\n\r\t\"\\/ \u007f\u2028"`],
    ["half \ud83c", String.raw`"half \ud83c"`],
    [{ ü: [["x"]] }, String.raw`{"\u00fc": [["x"]]}`],
    [[0.0001, 0.00012, 0.00001, 1.5e-7, 1e-10, 5e-324], "[0.0001, 0.00012, 1e-05, 1.5e-07, 1e-10, 5e-324]"],
    [[0.1, 123456.789, 1e300, 9007199254740991], "[0.1, 123456.789, 1e+300, 9007199254740991]"],
    [JSON.parse('{"__proto__": 1, "constructor": 2}'), '{"__proto__": 1, "constructor": 2}'],
  ];
  for (const [document, text] of texts) {
    test(text.slice(0, 60), () => assert.equal(pythonJsonText(document), text));
  }

  test("is ASCII, and the same document to whoever reads it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (document) => {
        fc.pre(document !== null);
        const text = pythonJsonText(document) ?? "";
        assert.match(text, /^[ -~]*$/);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(document)));
      }),
    );
  });

  test("is absent for what is no document", () => {
    for (const none of [undefined, null]) assert.equal(pythonJsonText(none), undefined);
  });

  test("is a fault where JSON cannot hold it, and the fault shows nothing of it", () => {
    const cycle: Record<string, unknown> = { canary: "canary" };
    cycle.canary2 = cycle;
    for (const document of [cycle, { canary: 1n }, { canary: Number.NaN }, { canary: undefined }]) {
      assert.throws(() => pythonJsonText(document), {
        name: "Fault",
        code: "policy_error",
        message: /^a document for the policy cannot be written as JSON \((Type|Range)Error\)$/,
      });
    }
  });
});
