/** What figures of the same rounds say when they are held against each other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inRound, pairedDifference, pairedRatioOf } from "./in-turn.ts";
import { median, percentileOf } from "./measure.ts";

test("every second round goes the other way round", () => {
  assert.deepEqual(inRound(0, [1, 2, 3]), [1, 2, 3]);
  assert.deepEqual(inRound(1, [1, 2, 3]), [3, 2, 1]);
  assert.deepEqual(inRound(2, [1, 2, 3]), [1, 2, 3]);
});

test("percentiles do not depend on the order of what was measured", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(percentileOf([9, 1, 10, 5], 100), 10);
});

test("a difference and a ratio are taken in each round, so that a slow round counts no more than another", () => {
  const empty = [40, 400, 41];
  const ours = [60, 430, 62];
  assert.equal(pairedDifference(ours, empty), 21);
  assert.equal(pairedRatioOf(ours, empty), 1.5);
  assert.equal(pairedDifference(empty, empty), 0);
  assert.throws(() => pairedDifference(ours, [40]), RangeError);
});
