/** What a million requests cost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { containerMonth, costOfMillion, costSheet } from "./cost-sheet.ts";
import { usualLineBytes } from "./usual-line.ts";

const size = { memoryMegabytes: 256, billedMilliseconds: 1.5, coldMilliseconds: 80.2 };
const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 5e-4, `${actual}`);

test("decisions are paid by what was billed on average, and the start of an environment as a whole", () => {
  const cost = costOfMillion(size, 600);
  near(cost.requests, 0.2);
  near(cost.duration, 0.99e6 * 0.0015 * 0.25 * 0.0000133334);
  near(cost.coldStarts, 0.01e6 * 0.081 * 0.25 * 0.0000133334);
  near(cost.log, 0.3);
  near(cost.total, cost.requests + cost.duration + cost.coldStarts + cost.log);
});

test("twice the memory for the same duration is twice the price of the duration, and nothing else", () => {
  const one = costOfMillion(size, 600);
  const other = costOfMillion({ ...size, memoryMegabytes: 512 }, 600);
  near(other.duration, 2 * one.duration);
  near(other.coldStarts, 2 * one.coldStarts);
  assert.deepEqual([other.requests, other.log], [one.requests, one.log]);
});

test("containers cost the same whatever is asked of them", () => {
  near(containerMonth(), 730 * (2 * (0.25 * 0.03238 + 0.5 * 0.00356) + 0.0225));
});

test("the sheet has a row for each size, the hit rates on paper, and every price with its page", () => {
  const lines = costSheet([size, { ...size, memoryMegabytes: 512 }], { line: 600, metrics: 350 }, 512);
  const rows = lines.filter((line) => /^\| \d+ MB/.test(line));
  assert.deepEqual(
    rows.map((row) => row.split("|")[1]?.trim()),
    ["256 MB", "512 MB (default)"],
  );
  assert.equal(lines.filter((line) => /^\| (0|50|90|99) % \|/.test(line)).length, 4);
  assert.equal(lines.filter((line) => /^- 0\.\d+ USD a .*https:\/\/aws\.amazon\.com/.test(line)).length, 6);
});

test("a line with metrics is longer than one without, and both are as long as the function writes them", () => {
  const [without, withMetrics] = [usualLineBytes(false), usualLineBytes(true)];
  assert.ok(without > 400 && without < 700, String(without));
  assert.ok(withMetrics - without > 250 && withMetrics - without < 500, String(withMetrics));
});
