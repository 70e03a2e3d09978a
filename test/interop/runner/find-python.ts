/** Finds a Python that the peers in Python run on. */
import type { CommandRunner } from "./run-command.ts";

/** pygeoapi 0.24 needs Python 3.12; an older one silently finds an older pygeoapi. */
const oldest = { major: 3, minor: 12 };

/** Prints the version, and fails where virtual environments cannot be made (Debian packages `venv` apart). */
const question = "import sys, venv, ensurepip; print(sys.version_info.major, sys.version_info.minor)";

/**
 * The command or absolute path of a Python of at least 3.12.
 * @throws Error that says what is needed when there is none
 */
export async function findPython(run: CommandRunner): Promise<string> {
  const commands = ["python3.12", "python3.13", "python3", "python"];
  for (const command of [...commands, ...(await pyenvPythons(run))]) {
    const answer = await run(command, ["-c", question]).catch(() => "");
    const [major = 0, minor = 0] = answer.trim().split(" ").map(Number);
    if (major === oldest.major && minor >= oldest.minor) return command;
  }
  throw new Error("Python 3.12 or 3.13 with its venv module is needed (python3.12, python3.13 or by pyenv)");
}

/** The Pythons that pyenv has installed: its commands answer only for the version that is switched on. */
async function pyenvPythons(run: CommandRunner): Promise<string[]> {
  const names = await run("pyenv", ["versions", "--bare"]).catch(() => "");
  const pythons: string[] = [];
  for (const name of names.split("\n").map((line) => line.trim())) {
    if (!/^3\.1[23]\.\d+$/.test(name)) continue;
    const folder = (await run("pyenv", ["prefix", name]).catch(() => "")).trim();
    if (folder !== "") pythons.push(`${folder}/bin/python3`);
  }
  return pythons;
}
