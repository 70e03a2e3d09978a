/** The known id that is nearest to a misspelt one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestId } from "#core/settings/mistakes/nearest-id";

test("is the one that is the fewest letters away", () => {
  const known = ["lakes", "wells", "water-balance", "Gewässer", "a"];
  const misspelt = {
    laeks: "lakes",
    well: "wells",
    "WATER-BALANCE": "water-balance",
    Gewaesser: "Gewässer",
    "": "a",
  };
  for (const [id, meant] of Object.entries(misspelt)) assert.equal(nearestId(id, known), meant, id);
});

test("is the first of several", () => {
  assert.equal(nearestId("x", ["a", "b"]), "a");
  assert.equal(nearestId("abc", ["ab", "abcd"]), "ab");
});

test("is none where none is known", () => {
  assert.equal(nearestId("lakes", []), undefined);
});
