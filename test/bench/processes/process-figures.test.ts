/** What the operating system says of a process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { peakMegabytes, processorMicroseconds } from "./process-figures.ts";

const onLinux = { skip: process.platform !== "linux" && "only Linux tells" };

test("processor time grows by what was computed, in microseconds", onLinux, () => {
  const before = processorMicroseconds(process.pid) ?? Number.NaN;
  const usage = process.cpuUsage();
  while (process.cpuUsage(usage).user < 50_000);
  const spent = (processorMicroseconds(process.pid) ?? Number.NaN) - before;
  // No upper limit: other threads of this process may run, too.
  assert.ok(spent > 25_000, String(spent));
});

test("the peak is what was resident at most, in MB", onLinux, () => {
  const before = peakMegabytes(process.pid) ?? Number.NaN;
  const megabytes = 64;
  const filled = Buffer.alloc(megabytes * 2 ** 20, 1);
  const now = process.memoryUsage().rss / 2 ** 20;
  const peak = peakMegabytes(process.pid) ?? Number.NaN;
  assert.ok(
    filled.length > 0 && peak >= before && Math.abs(peak - now) < megabytes / 2,
    `${before} ${peak} ${now}`,
  );
});

test("of a process that is not there, nothing is told", () => {
  assert.equal(processorMicroseconds(2 ** 30), undefined);
  assert.equal(peakMegabytes(2 ** 30), undefined);
});
