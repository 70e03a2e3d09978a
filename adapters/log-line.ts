/** Writes one line of JSON to standard output, where Lambda's log takes it from. */
import { writeSync } from "node:fs";

/** Writes a record at once: nothing runs after a function has answered. */
export function writeLine(record: object): void {
  writeText(JSON.stringify(record));
}

/**
 * Writes a record that is JSON already.
 * @param json without a line feed, as `JSON.stringify` leaves none
 */
export function writeText(json: string): void {
  const line = Buffer.from(`${json}\n`);
  try {
    for (let written = 0; written < line.length; ) written += writeSync(1, line, written);
  } catch {
    // A log that cannot be written must not turn a decision into a crash.
  }
}
