/** JSON texts that say a member twice are found, and no others. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { saysTwice } from "#adapters/said-twice";
import { holdsFor, runsOf } from "#test/properties/seeded";

test("what JSON.stringify writes says nothing twice, whatever its names and texts hold", async (t) => {
  const json = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ noUnicodeString: false })),
  );
  const property = fc.property(json, fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
    const text = JSON.stringify(value, undefined, indent);
    assert.equal(saysTwice(text, JSON.parse(text)), false, text);
  });
  await holdsFor(runsOf(1000), property, t);
});

test("a member that comes twice is found, however deep its object is", async (t) => {
  const members = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
  const around = fc.array(fc.constantFrom(["[", "]"], ['{"x":', "}"], ["[1,", ',"a:b"]']));
  const property = fc.property(members, fc.jsonValue(), fc.nat(), around, (object, other, which, nesting) => {
    const written = Object.entries(object).map((pair) => pair.map((part) => JSON.stringify(part)).join(":"));
    const [name = ""] = Object.keys(object).slice(which % written.length);
    const twice = `{${[...written, `${JSON.stringify(name)}:${JSON.stringify(other)}`].join()}}`;
    const text = nesting.reduce((inner, [before, after]) => `${before}${inner}${after}`, twice);
    assert.equal(saysTwice(text, JSON.parse(text)), true, text);
  });
  await holdsFor(runsOf(1000), property, t);
});

test("a text that is nested as deep as a secret can be is read all the same", () => {
  const text = `${"[".repeat(32_768)}${"]".repeat(32_768)}`;
  assert.equal(saysTwice(text, JSON.parse(text)), false);
});
