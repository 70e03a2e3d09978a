/** How the heap of this process (`--expose-gc`) grows while it is sent something many times. */
import { setImmediate } from "node:timers/promises";
import { slopePerStep } from "./slope.ts";

const measurements = 10;
const atOnce = 20;

/** Sends all of a range, a few at a time. */
export async function sendAll(
  from: number,
  to: number,
  send: (index: number) => Promise<void>,
): Promise<void> {
  for (let start = from; start < to; start += atOnce) {
    const together = Array.from({ length: Math.min(atOnce, to - start) }, (_, offset) => start + offset);
    await Promise.all(together.map(send));
  }
}

/** Bytes that each of so many left behind, after collecting garbage; measured ten times on the way. */
export async function heapSlope(count: number, send: (index: number) => Promise<void>): Promise<number> {
  const step = count / measurements;
  const samples = [await heapBytes()];
  for (let sample = 0; sample < measurements; sample++) {
    await sendAll(sample * step, (sample + 1) * step, send);
    samples.push(await heapBytes());
  }
  return slopePerStep(samples) / step;
}

async function heapBytes(): Promise<number> {
  await setImmediate();
  for (const _ of [1, 2]) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
