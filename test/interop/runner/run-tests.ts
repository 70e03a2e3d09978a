/** Runs a peer's test files by Node's test runner and counts their results. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { countsOf, type TestCounts } from "./test-counts.ts";

/** The longest that a single test may take, also on a machine that is half as fast as usual. */
const longestTestMilliseconds = 600_000;

/**
 * Runs test files.
 * @param filesAtOnce how many run side by side; 1: one after the other
 * @param environment variables for the tests, beside the runner's own
 * @param print takes the lines of the test runner's own report
 * @param signal ends the test runner (SIGTERM), which ends the test files
 * @returns the counts; a run that failed without a failed test counts as one
 */
export async function runTests(
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
  print: (line: string) => void,
  signal: AbortSignal,
  filesAtOnce = 1,
): Promise<TestCounts> {
  const reportFolder = await mkdtemp(join(tmpdir(), "interop-report-"));
  const report = join(reportFolder, "report.tap");
  try {
    const status = await runNode(
      [
        "--test",
        `--test-concurrency=${filesAtOnce}`,
        `--test-timeout=${longestTestMilliseconds}`,
        "--test-reporter=spec",
        "--test-reporter-destination=stdout",
        "--test-reporter=tap",
        `--test-reporter-destination=${report}`,
        ...files,
      ],
      environment,
      print,
      signal,
    );
    const counts = countsOf(await readFile(report, "utf8").catch(() => ""));
    if (counts === undefined) return { passed: 0, failed: 1 };
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    await rm(reportFolder, { recursive: true, force: true });
  }
}

function runNode(
  nodeArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, nodeArguments, {
      // A test runner that runs inside a test would otherwise report to the outer one.
      env: { ...process.env, ...environment, NODE_TEST_CONTEXT: undefined },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    for (const output of [child.stdout, child.stderr]) createInterface({ input: output }).on("line", print);
    child.on("error", () => {
      // An abort or a failed start; "close" follows either.
    });
    child.on("close", resolve);
  });
}
