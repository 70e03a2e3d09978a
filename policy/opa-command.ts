/** The `opa` command, run in a folder of Rego. */
import { spawnSync } from "node:child_process";
import { basename, resolve } from "node:path";

/** The one version that compiles policies: another one may make other bytes of the same Rego. */
export const opaVersion = "1.22.2";

const howToGetIt =
  `OPA ${opaVersion} is needed to change policies: \`go install github.com/open-policy-agent/opa@v${opaVersion}\`, or ` +
  "download it (https://www.openpolicyagent.org/docs); put `opa` on the PATH, or its path into the environment variable OPA";

/** Runs `opa` with these arguments in a folder and gives its output. Throws an Error with its messages if it fails. */
export type RunOpa = (folder: string, ...commandLine: readonly string[]) => string;

/**
 * Finds the command: the environment variable `OPA`, else `opa` on the PATH.
 * @throws Error that tells how to get it, when it is not there or has another version than `opaVersion`
 */
export function opaCommand(environment: NodeJS.ProcessEnv): RunOpa {
  const command = environment.OPA === undefined ? "opa" : fromHere(environment.OPA);
  const version = spawnSync(command, ["version"], { encoding: "utf8" });
  if (version.error !== undefined) throw new Error(`${command} does not run. ${howToGetIt}`);
  const found = /^Version: (\S+)/.exec(version.stdout)?.[1];
  if (found !== opaVersion) {
    throw new Error(`${command} is ${found === undefined ? "not OPA" : `OPA ${found}`}. ${howToGetIt}`);
  }
  return (folder, ...commandLine) => {
    const run = spawnSync(command, commandLine, { cwd: folder, encoding: "utf8" });
    if (run.status === 0) return run.stdout;
    const messages = [run.stdout, run.stderr].map((text) => text?.trim()).filter(Boolean);
    throw new Error(`opa ${commandLine.join(" ")} (in ${folder}) failed\n${messages.join("\n")}`);
  };
}

/** A path that holds wherever the command runs; a bare name is left to the PATH. */
function fromHere(command: string): string {
  return basename(command) === command ? command : resolve(command);
}
