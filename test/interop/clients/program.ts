/** Runs a client to its end and keeps what it printed. */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { installedPeer } from "../process/installed-peer.ts";

export interface ProgramEnd {
  /** 0 when all was well; -1 when it could not be started or was ended. */
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** How long a client may take. */
const longestMilliseconds = 60_000;

/**
 * Runs a program, without a shell; one that fails is told by its code.
 * @param environment variables beside those of this process
 */
export function runProgram(
  command: string,
  commandArguments: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProgramEnd> {
  const options = { env: { ...process.env, ...environment }, timeout: longestMilliseconds };
  return new Promise((resolve) => {
    execFile(command, commandArguments, options, (error, output, errors) => {
      const code = typeof error?.code === "number" ? error.code : -1;
      resolve({ code: error === null ? 0 : code, output, errors: errors || String(error ?? "") });
    });
  });
}

/** Runs Python with the installed clients. */
export const runPython = (
  commandArguments: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<ProgramEnd> =>
  runProgram(join(installedPeer("INTEROP_CLIENTS"), "bin", "python"), commandArguments, environment);

/**
 * The path of a program.
 * @throws Error when PATH leads to none
 */
export async function programPath(name: string): Promise<string> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  throw new Error(`no ${name} in PATH: remove .peers/clients-* so that it is installed again`);
}
