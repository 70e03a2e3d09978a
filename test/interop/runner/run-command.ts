/** Runs a command to its end; of one that fails, shows what it was and its last lines. */
import { spawn } from "node:child_process";

/** How many lines of a failed command are shown. */
const shownLines = 25;
/** How much of a command's output is kept, in characters. */
const keptOutput = 64 * 1024;

/** Variables beside those of the runner itself; an undefined one is taken out. */
export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly folder?: string;
}

/** Runs one command; resolves to its output, throws when it does not end with 0. */
export type CommandRunner = (
  command: string,
  commandArguments: readonly string[],
  options?: CommandOptions,
) => Promise<string>;

/**
 * A runner of commands that are ended (SIGTERM) when `signal` aborts.
 * @returns a function that resolves to standard output and error together, and throws `Error` with the command, its
 *   exit status and its last lines when it fails, or with the reason why it could not be started
 */
export function commandRunner(signal: AbortSignal): CommandRunner {
  return (command, commandArguments, options = {}) =>
    new Promise((resolve, reject) => {
      const shown = [command, ...commandArguments].join(" ");
      if (signal.aborted) return reject(new Error(`interrupted before: ${shown}`));
      const child = spawn(command, commandArguments, {
        cwd: options.folder,
        env: { ...process.env, ...options.environment },
        stdio: ["ignore", "pipe", "pipe"],
        signal,
      });
      let output = "";
      const keep = (text: string) => {
        output = (output + text).slice(-keptOutput);
      };
      child.stdout.setEncoding("utf8").on("data", keep);
      child.stderr.setEncoding("utf8").on("data", keep);
      let startError: Error | undefined;
      child.on("error", (error) => {
        startError = error;
      });
      child.on("close", (code, endedBy) => {
        if (code === 0) return resolve(output);
        const lines = output.trimEnd().split("\n").slice(-shownLines).join("\n");
        const reason = signal.aborted ? "interrupted" : (startError?.message ?? `exit ${code ?? endedBy}`);
        reject(new Error(`command failed (${reason}): ${shown}\n${lines}`));
      });
    });
}
