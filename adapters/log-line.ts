/** Writes one line of JSON to standard output, where Lambda's log takes it from. */
import { writeSync } from "node:fs";

/** Writes a record at once: nothing runs after a function has answered. */
export function writeLine(record: object): void {
  writeText(JSON.stringify(record));
}

/** Room for a usual line, written over by each: it would be memory of its own for every decision. */
const usual = Buffer.allocUnsafeSlow(4096);

/**
 * Writes a record that is JSON already.
 * @param json without a line feed, as `JSON.stringify` leaves none
 */
export function writeText(json: string): void {
  const text = `${json}\n`;
  // A UTF-16 unit takes three bytes of UTF-8 at most.
  const fits = text.length * 3 <= usual.length;
  const line = fits ? usual : Buffer.from(text);
  const bytes = fits ? usual.write(text) : line.length;
  try {
    for (let written = 0; written < bytes; ) written += writeSync(1, line, written, bytes - written);
  } catch {
    // A log that cannot be written must not turn a decision into a crash.
  }
}
