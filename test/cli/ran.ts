/** Runs a command of `ogc-api-authorizer` in this process. */
import { run } from "#cli/program";

/** What a command wrote, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly written: string;
  readonly warned: string;
}

/** Runs a command with some standard input. */
export async function ran(commandLine: readonly string[], standardInput = ""): Promise<Ran> {
  let [written, warned] = ["", ""];
  const code = await run(commandLine, {
    write: (text) => {
      written += text;
    },
    warn: (text) => {
      warned += text;
    },
    standardInput: async () => standardInput,
  });
  return { code, written, warned };
}
