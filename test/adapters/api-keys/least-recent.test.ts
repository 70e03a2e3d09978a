/** A map of bounded size: what goes from it, and what does not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LeastRecent } from "#adapters/api-keys/least-recent";

test("what was read or set least recently goes", () => {
  const map = new LeastRecent<number>(2);
  map.set("a", 1);
  map.set("b", 2);
  assert.equal(map.get("a"), 1);
  map.set("c", 3);
  assert.deepEqual([map.get("a"), map.get("b"), map.get("c")], [1, undefined, 3]);
});

test("a key that has got another value meanwhile is not removed with the former one", () => {
  const map = new LeastRecent<number>(2);
  map.set("a", 1);
  map.set("a", 2);
  map.delete("a", 1);
  assert.equal(map.get("a"), 2);
  map.delete("a", 2);
  assert.equal(map.get("a"), undefined);
});
