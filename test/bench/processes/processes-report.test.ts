/** What is said of measured processes, and when F4 and F5 are met. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ColdFigures } from "./cold.ts";
import { functionConfiguration } from "./compared-functions.ts";
import type { ProcessContestant } from "./contestants.ts";
import { nodeCommand } from "./node-command.ts";
import { coldLimits, coldTable, warmLimits, warmTable } from "./processes-report.ts";
import type { WarmFigures } from "./warm.ts";

const contestant = (name: string): ProcessContestant => ({
  name,
  configuration: functionConfiguration(name, "/tmp", nodeCommand("index.cjs", 512)),
  event: () => "{}",
  answers: /x/,
});

const cold = (name: string, init: number, first: number): ColdFigures => ({
  contestant: contestant(name),
  total: [init + first, init + first + 100],
  init: [init, init + 100],
  first: [first, first],
  cpu: [30, 31],
  memory: [47.6, 48],
});

test("a cold start is told by its two parts and against the first contestant, round by round", () => {
  const lines = coldTable([cold("empty", 40, 5), cold("ours", 55, 8)]);
  assert.equal(lines.length, 4);
  assert.equal(lines[2], "| empty | 45.0 ms | 145.0 ms | 30.0 ms | 40.0 ms | 5.0 ms |  |  | 48 MB |");
  assert.match(
    lines[3] ?? "",
    /^\| ours \| 63\.0 ms \| 163\.0 ms \| 30\.0 ms \| 55\.0 ms \| 8\.0 ms \| 18\.0 ms \| 1\.12 × \|/,
  );
});

test("F4 is a ratio and a difference, of those that are named", () => {
  const figures = [cold("empty", 40, 5), cold("ours", 55, 8), cold("slow", 60, 14), cold("other", 400, 9)];
  const limits = coldLimits(figures, ["ours", "slow"]);
  assert.deepEqual(
    limits.map(({ goal, of, measured, met }) => [goal, of, measured, met]),
    [
      ["F4", "cold, ours", "1.12 ×", true],
      ["F4", "cold, ours", "18.0 ms", true],
      ["F4", "cold, slow", "1.20 ×", true],
      ["F4", "cold, slow", "29.0 ms", false],
    ],
  );
  const [ratio] = coldLimits([cold("empty", 10, 5), cold("ours", 1000, 8)], ["ours"]);
  assert.equal(ratio?.met, false);
});

const warm = (name: string, microseconds: number): WarmFigures => ({
  contestant: contestant(name),
  times: [microseconds, microseconds + 2, microseconds + 700],
  medians: [microseconds, microseconds + 10],
  cpu: name === "ours" ? [300, 310, 320] : [],
  memory: name === "ours" ? [80, 81, 90] : [],
});

test("a warm invocation is told in microseconds over the first contestant", () => {
  const lines = warmTable([warm("empty", 150), warm("ours", 230), warm("quick", 149.5)]);
  assert.equal(lines[2], "| empty | 152 µs | 850 µs | – |  | – |");
  assert.equal(lines[3], "| ours | 232 µs | 930 µs | 310 µs | 80.0 µs | 81 MB |");
  assert.match(lines[4] ?? "", /\| −0\.50 µs \|/);
});

test("F5 is held against the milliseconds over the first contestant", () => {
  const figures = [warm("empty", 150), warm("seen", 250), warm("fresh", 401), warm("other", 999)];
  const limits = warmLimits(figures, { seen: 0.1, fresh: 0.25 });
  assert.deepEqual(
    limits.map(({ goal, of, measured, met }) => [goal, of, measured, met]),
    [
      ["F5", "warm, seen", "0.100 ms", true],
      ["F5", "warm, fresh", "0.251 ms", false],
    ],
  );
});

test("without contestants there is nothing to tell", () => {
  assert.deepEqual(
    [coldTable([]), warmTable([]), coldLimits([], ["x"]), warmLimits([], { x: 1 })],
    [[], [], [], []],
  );
});
