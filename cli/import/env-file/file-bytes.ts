/** The bytes of an `.env` file, as far as something can be one. */
import { closeSync, openSync, readSync } from "node:fs";
import { CommandRefusal } from "../../terminal.ts";

/** Bytes of the largest file that is read; those of servers have a few thousand. */
export const largestFile = 100_000;

const remedies: Readonly<Record<string, string>> = {
  ENOENT: "is not there: name the .env file",
  EISDIR: "is a folder: name the .env file in it",
  EACCES: "may not be read by you: ask its owner, or read it as who may",
};

/**
 * Reads a file, which may be a pipe.
 * @throws CommandRefusal that says what to change
 */
export function fileBytes(file: string): Buffer {
  const bytes = Buffer.alloc(largestFile + 1);
  let length = 0;
  try {
    const descriptor = openSync(file, "r");
    try {
      for (let read = 1; read > 0 && length < bytes.length; length += read) {
        read = readSync(descriptor, bytes, length, bytes.length - length, null);
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new CommandRefusal(`${file} ${remedies[code] ?? `cannot be read (${code}): name the .env file`}`);
  }
  if (length > largestFile) {
    throw new CommandRefusal(`${file} has more than ${largestFile} bytes, and is no .env file: name that`);
  }
  return bytes.subarray(0, length);
}
