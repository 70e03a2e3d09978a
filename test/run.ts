/** Runs the tests of `npm test`: every test file but those that need a real peer. */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

/** Node's own number is one less than the processors, which on two of them leaves one idle. */
const filesAtOnce = Math.max(2, availableParallelism() - 1);

const tests = ["test/!(interop)/**/*.test.ts", "test/interop/runner/*.test.ts"];
const options = [...process.execArgv, ...process.argv.slice(2), `--test-concurrency=${filesAtOnce}`];
const child = spawn(process.execPath, ["--test", ...options, ...tests], { stdio: "inherit" });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => child.kill(signal));
child.on("exit", (status) => {
  process.exitCode = status ?? 1;
});
