/** Reads the lines of a file one by one, so that what is read takes no memory that grows. */
import { openSync, readSync } from "node:fs";

/**
 * The next line at each call.
 * @throws RangeError after the last
 */
export function linesOf(file: string): () => string {
  const descriptor = openSync(file, "r");
  const chunk = Buffer.alloc(65_536);
  let lines: string[] = [];
  let rest = "";
  return () => {
    while (lines.length === 0) {
      const length = readSync(descriptor, chunk);
      if (length === 0) throw new RangeError("the file has no more lines");
      const texts = (rest + chunk.toString("latin1", 0, length)).split("\n");
      rest = texts.pop() ?? "";
      lines = texts.reverse();
    }
    return lines.pop() ?? "";
  };
}
