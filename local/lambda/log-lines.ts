/** A process's output as lines of bounded length. */
import type { Readable } from "node:stream";

/** Longest part of a line that is passed on, in UTF-16 code units. */
export const longestLine = 65_536;

/**
 * Reads a stream as UTF-8 and passes its lines on, without their line ends; of a line that is too long, the rest is
 * dropped and the line ends in `… (cut)`. A last line without line end is passed on when the stream ends.
 */
export function forwardLines(stream: Readable, onLine: (line: string) => void): void {
  let line = "";
  let cut = false;

  function add(text: string): void {
    if (cut) return;
    line += text;
    if (line.length <= longestLine) return;
    onLine(`${line.slice(0, longestLine)}… (cut)`);
    line = "";
    cut = true;
  }

  function endLine(): void {
    if (!cut) onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    line = "";
    cut = false;
  }

  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const [first = "", ...more] = chunk.split("\n");
    add(first);
    for (const next of more) {
      endLine();
      add(next);
    }
  });
  stream.once("end", () => {
    if (line !== "") endLine();
  });
}
