/** 100,000 hostile API keys leave the heap where it was, and push out no record of a good one. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { flooded, noiseBytes, rounded } from "./flooded.ts";
import type { KeyFlood, KeyFloodReport } from "./key-flood.ts";

const keyFlood = (flood: KeyFlood) => flooded<KeyFloodReport>("key-flood.ts", flood);

describe("100,000 hostile keys", () => {
  let report: KeyFloodReport;
  before(async () => {
    report = await keyFlood({ keys: 100_000, leak: false });
  });

  test("leave the heap where it was, as valid ones do", (t) => {
    const { hostileSlope, validSlope, microseconds } = report;
    t.diagnostic(
      `heap slope: ${rounded(hostileSlope)} bytes a hostile key, ${rounded(validSlope)} a valid one; ` +
        `${rounded(microseconds)} µs to make and to refuse a hostile key`,
    );
    assert.ok(Math.abs(validSlope) < noiseBytes, `the measurement is no good: ${validSlope}`);
    assert.ok(hostileSlope < noiseBytes, `${hostileSlope} bytes a key`);
  });

  test("make nobody read the records of good keys more often than they are refreshed", (t) => {
    const { reads, mostReads } = report;
    t.diagnostic(`${reads} reads, of at most ${mostReads}`);
    assert.ok(reads > 1 && reads <= mostReads, `${reads} reads`);
  });

  test("reach every gate and are all refused; the good key after them is not", (t) => {
    const { recognised, ...refused } = report.answers;
    t.diagnostic(JSON.stringify(refused));
    assert.equal(recognised, 1);
    assert.equal(
      Object.values(refused).reduce((sum, count) => sum + count, 0),
      100_000,
    );
    for (const reason of [
      "api_key_unknown",
      "api_key_mismatch",
      "api_key_environment",
      "api_key_checksum",
      "api_key_malformed",
    ])
      assert.ok((refused[reason] ?? 0) > 1000, reason);
  });
});

test("a memory of every id that keys name would be found", async (t) => {
  const { hostileSlope } = await keyFlood({ keys: 20_000, leak: true });
  t.diagnostic(`heap slope with a planted leak: ${rounded(hostileSlope)} bytes a hostile key`);
  assert.ok(hostileSlope > 4 * noiseBytes, `${hostileSlope} bytes a key`);
});
