/** A pipe that takes the standard output of functions and is read by a process of its own, as in Lambda. */
import { execFileSync, spawn } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { undoneAtExit } from "./undone-at-exit.ts";

/** A pipe that is drained. */
export interface OutputDrain {
  /** The end to write to, for `stdio`. */
  readonly descriptor: number;
  /** Ends the reader, and removes the pipe. */
  close(): void;
}

/**
 * Makes the pipe. Were it read by the process that measures, reading each line would delay what that one measures; and
 * `stdio: "pipe"` is a pair of sockets, which costs more to write to.
 */
export function startOutputDrain(): OutputDrain {
  const folder = mkdtempSync(path.join(tmpdir(), "ogc-api-drain-"));
  const removeFolder = undoneAtExit(() => rmSync(folder, { recursive: true, force: true }));
  const pipe = path.join(folder, "output");
  execFileSync("mkfifo", [pipe]);
  // Opened for reading, too: that does not wait for the reader, and never fails because it is not there yet.
  const descriptor = openSync(pipe, constants.O_RDWR);
  const reader = spawn("cat", [pipe], { stdio: "ignore" });
  reader.unref();
  const endReader = undoneAtExit(() => reader.kill());
  return {
    descriptor,
    close() {
      endReader();
      closeSync(descriptor);
      removeFolder();
    },
  };
}
