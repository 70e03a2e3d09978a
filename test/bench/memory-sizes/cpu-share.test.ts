/** The share of a processor that a memory size has, and what Lambda bills. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { periodMicroseconds, quotaMicroseconds } from "./cpu-share.ts";
import { billed } from "./throttled-warm.ts";

test("1,769 MB are one processor, and less is as much less", () => {
  assert.equal(quotaMicroseconds(1769), periodMicroseconds);
  assert.equal(quotaMicroseconds(3538), 2 * periodMicroseconds);
  assert.equal(quotaMicroseconds(128), 1447);
  // The kernel takes no quota of less than a millisecond.
  assert.ok(quotaMicroseconds(128) >= 1000);
});

test("every millisecond that has begun is billed", () => {
  assert.equal(billed([0.2, 0.9]), 1);
  assert.equal(billed([1, 1.01, 20.5, 0.4]), (1 + 2 + 21 + 1) / 4);
});
