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
