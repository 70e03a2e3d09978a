/** A task for the tests of quiet processes: writes what it is told, and hands it back, or fails. */
import { writeSync } from "node:fs";
import { workQuietly } from "./quiet-process.ts";

workQuietly(async ({ write, fail }: { readonly write: string; readonly fail?: boolean }) => {
  writeSync(1, `${write}\n`);
  if (fail) process.exit(3);
  return { wrote: new Map([["line", write]]), flags: process.execArgv, variable: process.env.QUIET_TASK };
});
