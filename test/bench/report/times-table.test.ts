/** How measured times are told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pairedTable, time, timesTable } from "./times-table.ts";

test("a time is told with three digits or so, in the unit that fits", () => {
  assert.deepEqual([0.051, 6.4, 12.34, 662, 1650, 34_700, 180_400, 34_700_000].map(time), [
    "0.05 µs",
    "6.40 µs",
    "12.3 µs",
    "662 µs",
    "1.65 ms",
    "34.7 ms",
    "180 ms",
    "34.7 s",
  ]);
});

test("a table has a row for everything that was measured, in columns of one width", () => {
  const measured = { p50: 6.4, p99: 12, slowest: 6560, medians: [6.3, 6.4] as const, operations: 100_000 };
  const lines = timesTable([
    ["remembered", measured],
    ["read from the table", measured],
  ]);
  assert.equal(lines.length, 4);
  assert.equal(new Set(lines.map((line) => line.length)).size, 1, lines.join("\n"));
  assert.match(
    lines[2] ?? "",
    /^\| remembered +\| +6\.40 µs \| +12\.0 µs \| +6\.56 ms \| +6\.30 µs … 6\.40 µs \| +100000 \|$/,
  );
});

test("operations that were measured in turn are told with their ratio to each floor", () => {
  const times = new Map([
    ["bare verify", { p50: 20, p99: 41, cpu: 22.5, medians: [20, 20, 30] }],
    ["whole decision", { p50: 30, p99: 1500, cpu: 33, medians: [30, 32, 33] }],
  ]);
  const lines = pairedTable(times, "bare verify", "whole decision");
  assert.deepEqual(lines, [
    "|                |     p50 |     p99 |     CPU | × bare verify | × whole decision |",
    "| -------------- | ------: | ------: | ------: | ------------: | ---------------: |",
    "| bare verify    | 20.0 µs | 41.0 µs | 22.5 µs |          1.00 |             0.67 |",
    "| whole decision | 30.0 µs | 1.50 ms | 33.0 µs |          1.50 |             1.00 |",
  ]);
  assert.throws(() => pairedTable(times, "a floor that nobody ran"), RangeError);
});
