/** Reading a resource's properties: types, defaults, and errors that name resource and property. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ResourceProperties } from "#local/gateway/template/resource-properties";

const properties = (values: Record<string, unknown>) => new ResourceProperties("Resource Sample", values);

describe("reading a resource's properties", () => {
  test("a property that nobody has read is refused by name", () => {
    const read = properties({ Known: "a", Description: "b", Strange: "c" });
    assert.equal(read.text("Known"), "a");
    assert.throws(() => read.done("Description"), /Resource Sample: Strange: not reproduced/);
  });

  test("properties that have been read or have no effect are not refused", () => {
    const read = properties({ Known: "a", Description: "b" });
    read.text("Known");
    read.done("Description");
  });

  test("numbers and flags may be written as texts, as CloudFormation allows", () => {
    const read = properties({ Number: "30", Flag: "true" });
    assert.equal(read.number("Number", 0), 30);
    assert.equal(read.flag("Flag"), true);
  });

  test("what is absent has its default", () => {
    const read = properties({});
    assert.equal(read.number("Number", 7), 7);
    assert.equal(read.flag("Flag"), false);
    assert.deepEqual(read.texts("Texts"), []);
    assert.equal(read.optionalText("Text"), undefined);
  });

  test("a value of the wrong type is an error that names resource and property", () => {
    const read = properties({ Text: {}, Number: 1.5, Flag: "maybe", Texts: [1], Map: { a: 1 }, Part: [] });
    assert.throws(() => read.text("Text"), /Resource Sample: Text must be a text/);
    assert.throws(() => read.number("Number", 0), /Number must be a whole number/);
    assert.throws(() => read.flag("Flag"), /Flag must be true or false/);
    assert.throws(() => read.texts("Texts"), /Texts must be a list of texts/);
    assert.throws(() => read.textMap("Map"), /Map\.a must be a text/);
    assert.throws(() => read.part("Part"), /Part must be an object/);
    assert.throws(() => read.text("Absent"), /Absent is missing/);
  });

  test("an error within a part says where the part is", () => {
    const [second] = properties({ List: [{ Strange: 1 }] }).parts("List");
    assert.throws(() => second?.done(), /Resource Sample, List\[0\]: Strange/);
  });
});
