/** JSON objects out of bodies: those that say everything once, and nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonObjectOf } from "#adapters/http/json-object-of";
import { holdsFor, runsOf } from "#test/properties/seeded";

const read = (text: string) => jsonObjectOf(Buffer.from(text));

test("what JSON.stringify writes is read as it was, whatever its names and texts hold", async (t) => {
  const json = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ noUnicodeString: false }));
  const property = fc.property(json, fc.constantFrom(undefined, 1, "\t"), (object, indent) => {
    const text = JSON.stringify(object, undefined, indent);
    assert.deepEqual(read(text), JSON.parse(text));
  });
  await holdsFor(runsOf(1000), property, t);
});

test("an object that says any member twice is none", async (t) => {
  const members = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
  const property = fc.property(members, fc.jsonValue(), fc.nat(), (object, other, which) => {
    const written = Object.entries(object).map((pair) => pair.map((part) => JSON.stringify(part)).join(":"));
    const [name = ""] = Object.keys(object).slice(which % written.length);
    assert.equal(
      read(`{${[...written, `${JSON.stringify(name)}:${JSON.stringify(other)}`].join()}}`),
      undefined,
    );
  });
  await holdsFor(runsOf(1000), property, t);
});

test("anything else than an object is none", () => {
  for (const text of [
    "",
    " ",
    "[]",
    "[{}]",
    "null",
    "true",
    "1",
    '"{}"',
    "{}{}",
    "{'a':1}",
    '{"a":1,}',
    "\u{FEFF}x",
  ]) {
    assert.equal(read(text), undefined, text);
  }
  assert.equal(jsonObjectOf(Buffer.from('{"a":"\xff"}', "latin1")), undefined);
});
