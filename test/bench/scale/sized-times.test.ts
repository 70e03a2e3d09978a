/** How growth is measured, and held against its limit. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, flatLimit, type SizedTimes, sizedTimes, spread } from "./sized-times.ts";

const lasting = (microseconds: number) => ({
  p50: microseconds,
  p99: microseconds,
  cpu: microseconds,
  medians: [microseconds],
});

const keys = (largest: number): SizedTimes => ({
  smallest: "10 keys",
  largest: "1,000 keys",
  times: new Map([
    ["10 keys", lasting(10)],
    ["1,000 keys", lasting(largest)],
  ]),
});

test("a decision may cost a fifth more at the largest size, and no more", () => {
  assert.deepEqual(flatLimit(keys(12)), {
    goal: "F6",
    of: "1,000 keys",
    limit: "≤ 1.2 × 10 keys",
    measured: "1.20 ×",
    met: true,
  });
  assert.equal(flatLimit(keys(12.1)).met, false);
  assert.throws(() => flatLimit({ ...keys(12), times: new Map() }), RangeError);
});

test("each size is run in its turn, and the smallest once more as the control", async () => {
  const ran: number[] = [];
  const sized = [10, 1000].map((size) => ({ name: `${size} keys`, run: () => ran.push(size) }));
  const effort = { warmUp: 0, rounds: 2, operationsPerRound: 1 };
  const { smallest, largest, times } = await sizedTimes(sized, () => ran.push(-10), effort);
  assert.deepEqual(ran, [10, 1000, -10, -10, 1000, 10]);
  assert.deepEqual([smallest, largest], ["10 keys", "1000 keys"]);
  assert.deepEqual([...times.keys()], ["10 keys", "1000 keys", "10 keys, made once more (control)"]);
});

test("what is asked for lies everywhere among all there is, and is as many at each size", () => {
  assert.deepEqual(spread([1, 2, 3, 4, 5, 6, 7], 3), [1, 3, 5]);
  assert.deepEqual(spread([1, 2, 3], 3), [1, 2, 3]);
  assert.throws(() => spread([1, 2], 3), RangeError);
});

test("sizes are told as people read them", () => {
  assert.equal(counted(1, "issuer", "issuers"), "1 issuer");
  assert.equal(counted(10_000, "issuer", "issuers"), "10,000 issuers");
});
