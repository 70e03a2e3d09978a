/** Counts of passed and failed tests, from the closing lines of Node's test runner. */

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

export const noTests: TestCounts = { passed: 0, failed: 0 };

/** The sum of two counts. */
export function addCounts(one: TestCounts, other: TestCounts): TestCounts {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

/**
 * Reads the closing lines of a TAP report of `node --test` (Node.js documentation, "Test reporters"). A cancelled, a
 * skipped and an unfinished test did not show anything about the peer: each counts as failed.
 * @returns `undefined` when the report has no closing lines
 */
export function countsOf(tapReport: string): TestCounts | undefined {
  const closing = (name: string): number | undefined => {
    const last = [...tapReport.matchAll(new RegExp(`^# ${name} (\\d+)$`, "gm"))].at(-1);
    return last === undefined ? undefined : Number(last[1]);
  };
  const passed = closing("pass");
  const notPassed = ["fail", "cancelled", "skipped", "todo"].map(closing);
  if (passed === undefined || notPassed.includes(undefined)) return undefined;
  return { passed, failed: notPassed.reduce<number>((sum, count) => sum + (count ?? 0), 0) };
}
