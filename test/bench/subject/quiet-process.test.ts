/** A part of a benchmark in a process of its own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inQuietProcess } from "./quiet-process.ts";

const task = import.meta.resolve("./quiet-task.ts");

test("what a process finds comes back as it is, and what it writes does not", async () => {
  const found = await inQuietProcess(task, { write: "a decision" }, { QUIET_TASK: "told" });
  assert.deepEqual(found, { wrote: new Map([["line", "a decision"]]), flags: [], variable: "told" });
});

test("a process has the flags that it is given", async () => {
  const found = await inQuietProcess<{ flags: string[] }>(task, { write: "" }, {}, ["--max-heap-size=256"]);
  assert.deepEqual(found.flags, ["--max-heap-size=256"]);
});

test("a process that fails ends the benchmark", async () => {
  await assert.rejects(inQuietProcess(task, { write: "", fail: true }), /quiet-task\.ts ended with 3/);
});
