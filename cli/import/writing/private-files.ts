/** Writes files of which all are there in the end, or none; secrets so that only their owner can read them. */
import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CommandRefusal } from "../../terminal.ts";

/** A file to write. */
export interface NewFile {
  readonly file: string;
  readonly text: string;
  /** Its permissions, such as 0o600. */
  readonly mode: number;
}

/** Permissions of the folder of secrets. */
const ownerOnly = 0o700;

/**
 * Writes each file under a name that nobody knows (created exclusively, so that no link is followed), and gives them
 * their own names when all are whole. What is replaced is the name, be it a link's, and never what a link leads to.
 * @param folder the folder of secrets, which is made, or closed to others, if it is not `undefined`
 * @throws CommandRefusal when a file cannot be written; nothing is left then
 */
export function writePrivately(files: readonly NewFile[], folder: string | undefined): void {
  let made: string | undefined;
  const written: { readonly unfinished: string; readonly file: string }[] = [];
  try {
    if (folder !== undefined) {
      made = mkdirSync(folder, { recursive: true, mode: ownerOnly });
      chmodSync(folder, ownerOnly);
    }
    for (const { file, text, mode } of files) {
      const unfinished = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
      written.push({ unfinished, file });
      writeFileSync(unfinished, text, { flag: "wx", mode });
    }
    for (const { unfinished, file } of written) renameSync(unfinished, file);
  } catch (error) {
    for (const { unfinished } of written) rmSync(unfinished, { force: true });
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    const { code = "unknown", path: at } = error as NodeJS.ErrnoException;
    throw new CommandRefusal(
      `${at === undefined ? "a file" : path.dirname(at)} cannot be written (${code}): see to its permissions and free space, or name another place by --output`,
    );
  }
}
