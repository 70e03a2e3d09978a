/** What counts as an object of JSON. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isJsonObject } from "#core/json-object";

test("an object is one, with members or without; a list, null and single values are none", () => {
  for (const text of ["{}", '{"__proto__": 1}', '{"length": 0}']) assert.ok(isJsonObject(JSON.parse(text)));
  for (const text of ["[]", "[{}]", "null", "0", '"{}"', "true"]) assert.ok(!isJsonObject(JSON.parse(text)));
  assert.ok(!isJsonObject(undefined));
});
