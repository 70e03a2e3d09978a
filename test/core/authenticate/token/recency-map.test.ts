/** A map that knows its oldest value, held against a list that is kept in order with no regard to cost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RecencyMap } from "#core/authenticate/token/recency-map";
import { holdsFor, runsOf } from "#test/properties/seeded";

const key = fc.constantFrom("a", "b", "c", "d");
const steps = fc.array(
  fc.record({ does: fc.constantFrom("get", "set", "delete", "deleteOldest"), key, value: fc.nat() }),
  { maxLength: 40 },
);

test("property: whatever is done, the value that nobody asked for the longest time goes first", async (t) => {
  const property = fc.property(steps, (taken) => {
    const map = new RecencyMap<number>();
    let list: { readonly key: string; readonly value: number }[] = [];
    for (const { does, key, value } of taken) {
      const found = list.find((each) => each.key === key);
      const others = list.filter((each) => each !== found);
      if (does === "get") {
        assert.equal(map.get(key), found?.value);
        if (found !== undefined) list = [...others, found];
      }
      if (does === "set") {
        assert.equal(map.set(key, value), found?.value);
        list = [...others, { key, value }];
      }
      if (does === "delete") {
        assert.equal(map.delete(key), found?.value);
        list = others;
      }
      if (does === "deleteOldest") {
        assert.equal(map.deleteOldest(), list[0]?.value);
        list = list.slice(1);
      }
      assert.equal(map.size, list.length);
    }
    for (const { value } of list) assert.equal(map.deleteOldest(), value);
    assert.equal(map.deleteOldest(), undefined);
  });
  await holdsFor(runsOf(2000), property, t);
});
