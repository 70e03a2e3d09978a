/** Names of headers are folded in the same way whether or not they are remembered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lowerCaseName } from "#core/gateway/header-names";
import { holdsFor, runsOf } from "#test/properties/seeded";

test("a name is told in lower case, at once and again, and however many names there were", (context) => {
  const names = fc.oneof(fc.constantFrom("X-API-Key", "x-api-key", "constructor", "__proto__"), fc.string());
  const property = fc.property(names, (name) => {
    for (const _time of [1, 2]) assert.equal(lowerCaseName(name), name.toLowerCase());
  });
  return holdsFor(runsOf(1000), property, context);
});
