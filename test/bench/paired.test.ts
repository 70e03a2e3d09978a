/** What paired rounds do, and what their ratio means. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { type Contestant, paired, pairedRatio } from "./paired.ts";

/** Contestants that note in which order they were run. */
function noting(...names: readonly string[]) {
  const ran: string[] = [];
  const contestants: Contestant[] = names.map((name) => ({
    name,
    run: (call) => ran.push(`${name}${call}`),
  }));
  return { ran, contestants };
}

test("every operation is warmed up, and then run in rounds whose order is reversed each time", async () => {
  const { ran, contestants } = noting("a", "b");
  await paired(contestants, { warmUp: 1, rounds: 3, operationsPerRound: 2 });
  assert.equal(ran.join(" "), "a0 b0 a1 a2 b1 b2 b3 b4 a3 a4 a5 a6 b5 b6");
});

test("the warm-up is in no figure, and each round has its median", async () => {
  const slow = { name: "slow", run: (call: number) => (call < 2 ? after(200) : undefined) };
  const times = await paired([slow], { warmUp: 2, rounds: 4, operationsPerRound: 3 });
  const { p50, p99, medians } = times.get("slow") ?? assert.fail("nothing was measured");
  assert.equal(medians.length, 4);
  assert.ok(p50 <= p99 && p99 < 200_000, String(p99));
});

test("times are microseconds until the operation has settled", async () => {
  const times = await paired([{ name: "slow", run: () => after(20) }], {
    warmUp: 0,
    rounds: 1,
    operationsPerRound: 2,
  });
  assert.ok((times.get("slow")?.p50 ?? 0) >= 18_000);
});

test("an operation that fails ends the comparison", async () => {
  const failing = { name: "failing", run: () => Promise.reject(new Error("the token is refused")) };
  const effort = { warmUp: 0, rounds: 1, operationsPerRound: 1 };
  await assert.rejects(paired([failing], effort), /the token is refused/);
});

test("a ratio is the median of the rounds' own ratios, so that a slow minute of the machine does not count", () => {
  const figures = { p50: 0, p99: 0, cpu: 0 };
  // The machine is ten times as slow in the second round, and stumbles over one operation in the third.
  const one = { ...figures, medians: [2, 20, 9] };
  const other = { ...figures, medians: [1, 10, 1] };
  assert.equal(pairedRatio(one, other), 2);
  assert.equal(pairedRatio(other, one), 0.5);
  assert.equal(pairedRatio(one, one), 1);
});
