/** The program behind `npx ogc-api-authorizer`. */
import { createInterface } from "node:readline";
import { run } from "./program.ts";

/** In the terminal's own line mode, where Ctrl-C ends the program: a question that is not answered changes nothing. */
function ask(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  return new Promise((resolve) => {
    lines.on("close", () => resolve(undefined));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

// Such as a full disk, or a pipe that nobody reads any more; what was to be written may have been a key.
process.stdout.on("error", ({ code = "" }: NodeJS.ErrnoException) => {
  process.stderr.write(
    `standard output could not be written (${code}): if a key was to be shown, nobody has seen all of it, so rotate it by its id\n`,
  );
  process.exit(1);
});
// Remarks that nobody reads must not keep a key from being shown.
process.stderr.on("error", () => {});

process.exitCode = await run(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  warn: (text) => process.stderr.write(text),
  async standardInput() {
    let text = "";
    for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk;
    return text;
  },
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
});
