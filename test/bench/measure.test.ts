/** What the benchmarks' figures mean. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { measure, percentile } from "./measure.ts";

test("a percentile is the nearest rank of what was measured", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.deepEqual(
    [0, 1, 50, 99, 100].map((percent) => percentile(hundred, percent)),
    [1, 1, 50, 99, 100],
  );
  assert.equal(percentile([7], 99), 7);
  assert.throws(() => percentile([], 50), RangeError);
});

test("an operation is called for the warm-up and for every round, and only the rounds count", async () => {
  const calls: number[] = [];
  const measured = await measure({ warmUp: 3, rounds: 2, operationsPerRound: 4 }, async (call) => {
    calls.push(call);
    if (call < 3) await after(300);
  });
  assert.deepEqual(calls, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal(measured.operations, 8);
  assert.ok(measured.slowest < 300_000, "the warm-up is in the figures");
});

test("figures are microseconds, and the slowest shows where the median does not", async () => {
  const measured = await measure({ warmUp: 0, rounds: 1, operationsPerRound: 11 }, async (call) => {
    if (call === 5) await after(50);
  });
  assert.ok(measured.slowest >= 45_000, String(measured.slowest));
  assert.ok(measured.p50 < 45_000, String(measured.p50));
});

test("an operation that fails ends the benchmark", async () => {
  const effort = { warmUp: 0, rounds: 1, operationsPerRound: 2 };
  await assert.rejects(
    measure(effort, async () => {
      throw new Error("the key is not found");
    }),
    /the key is not found/,
  );
});
