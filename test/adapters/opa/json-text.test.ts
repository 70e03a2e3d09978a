/** Documents for a policy engine as JSON text: whole characters, and a fault where JSON cannot hold them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { jsonText } from "#adapters/opa/json-text";

describe("a document for a policy engine", () => {
  test("is written as JSON.stringify does, where its texts are whole", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (document) => {
        fc.pre(document !== null);
        assert.equal(jsonText(document), JSON.stringify(document));
      }),
    );
  });

  test("never holds half a surrogate pair, and keeps every other character", () => {
    const pieces = fc.constantFrom("\ud83c", "\udf0d", "\\", "\\ud83c", '"', "u", "\u0001", "é", "\u{1f30d}");
    const text = fc.array(pieces).map((chosen) => chosen.join(""));
    fc.assert(
      fc.property(text, text, (name, value) => {
        const written = JSON.parse(jsonText({ [name]: [value] }) ?? "");
        assert.deepEqual(written, { [name.toWellFormed()]: [value.toWellFormed()] });
      }),
    );
  });

  test("is absent for what is no document", () => {
    for (const none of [undefined, null, Number.NaN, () => {}]) assert.equal(jsonText(none), undefined);
  });

  test("is a fault where JSON cannot hold it, and the fault shows nothing of it", () => {
    const cycle: Record<string, unknown> = { canary: "canary" };
    cycle.canary2 = cycle;
    for (const document of [cycle, { canary: 1n }]) {
      assert.throws(() => jsonText(document), {
        name: "Fault",
        code: "policy_error",
        message: "a document for the policy cannot be written as JSON (TypeError)",
      });
    }
  });
});
