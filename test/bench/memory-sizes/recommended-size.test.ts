/** Which memory size figures speak for, and what is told of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MemorySizeFigures } from "../findings.ts";
import { memorySizesLines } from "./memory-sizes-report.ts";
import { objections, recommendation } from "./recommended-size.ts";

const size = (memoryMegabytes: number, changes: Partial<MemorySizeFigures> = {}): MemorySizeFigures => ({
  memoryMegabytes,
  processorShare: memoryMegabytes / 1769,
  warmMilliseconds: { empty: 0.2, seen: 0.3, fresh: 0.4, key: 0.35 },
  warmP99Milliseconds: { empty: 1, seen: 2, fresh: 19.5, key: 3 },
  billedMilliseconds: { empty: 1, seen: 1.1, fresh: 1.25, key: 1.12 },
  busyMilliseconds: { empty: 2, seen: 4, fresh: 6.04, key: 4 },
  coldMilliseconds: 120,
  coldKeyMilliseconds: 400,
  coldWithinShareMilliseconds: 900,
  initMilliseconds: 60,
  peakMemoryMegabytes: 80,
  ...changes,
});
const largest = size(1024);

test("against a size speak a process that fills it, a slower decision, and a long cold start with a key", () => {
  assert.deepEqual(objections(size(512), largest), []);
  assert.match(objections(size(119), largest).join(), /^a process has 80 MB/);
  const slow = { warmMilliseconds: { ...largest.warmMilliseconds, fresh: 0.51 } };
  assert.deepEqual(objections(size(512, slow), largest), [
    "a fresh token takes 1.27 × as long as at 1024 MB",
  ]);
  assert.deepEqual(objections(size(512, { coldKeyMilliseconds: 1200 }), largest), [
    "a cold start with an API key takes 1.2 s",
  ]);
});

test("the smallest size that nothing speaks against will do, with what speaks against smaller ones", () => {
  const lines = recommendation([size(100, { coldKeyMilliseconds: 2000 }), size(256), size(512), largest]);
  assert.equal(lines.length, 4);
  assert.match(
    lines[2] ?? "",
    /^- 100 MB: a process has 80 MB.*; a cold start with an API key takes 2\.0 s\.$/,
  );
  assert.match(lines[3] ?? "", /^- 256 MB will do/);
});

test("where none will do, none is named", () => {
  const lines = recommendation([size(100), size(110)]);
  assert.doesNotMatch(lines.join("\n"), /will do/);
  assert.deepEqual(recommendation([]), []);
});

test("the curve has a row for each size in either table", () => {
  const lines = memorySizesLines([size(128), largest], { warmUp: 1500, apart: 400, busy: 200 }, 7);
  const rows = lines.filter((line) => line.startsWith("| 128 MB"));
  assert.deepEqual(rows, [
    "| 128 MB | 7.2 % | 0.20 ms / 1.00 ms | 0.30 ms / 2.00 ms | 0.40 ms / 19.5 ms | 0.35 ms / 3.00 ms | 1.25 ms | 6.04 ms | 80 MB |",
    "| 128 MB | 60.0 ms | 120 ms | 400 ms | 900 ms |",
  ]);
  assert.equal(lines.filter((line) => line.startsWith("| 1024 MB")).length, 2);
});
