/** Counts read from the report of Node's test runner: nothing that did not pass is overlooked. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { addCounts, countsOf } from "./test-counts.ts";

const closing = (pass: number, fail: number, cancelled = 0, skipped = 0, todo = 0) =>
  `# tests 9\n# suites 0\n# pass ${pass}\n# fail ${fail}\n# cancelled ${cancelled}\n# skipped ${skipped}\n# todo ${todo}\n# duration_ms 81.1\n`;

describe("the closing lines of Node's test runner", () => {
  test("tell how many tests passed and failed", () => {
    assert.deepEqual(countsOf(`TAP version 13\nok 1 - x\n1..1\n${closing(7, 2)}`), { passed: 7, failed: 2 });
  });

  test("count cancelled, skipped and unfinished tests as failed", () => {
    assert.deepEqual(countsOf(closing(1, 0, 1, 2, 4)), { passed: 1, failed: 7 });
  });

  test("are the last ones, whatever a test itself has printed", () => {
    assert.deepEqual(countsOf(closing(100, 0) + closing(3, 1)), { passed: 3, failed: 1 });
  });

  test("are missing in a report that broke off", () => {
    assert.equal(countsOf("TAP version 13\nok 1 - x\n# pass 1\n"), undefined);
    assert.equal(countsOf(""), undefined);
  });

  test("of several peers add up", () => {
    assert.deepEqual(addCounts({ passed: 1, failed: 2 }, { passed: 3, failed: 4 }), { passed: 4, failed: 6 });
  });
});
