/** A peer that pip installs, with everything that it needs, into a virtual environment of its own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "./find-python.ts";
import type { Peer } from "./peers.ts";

/** What tells one Python peer from another. */
export interface PythonPeer extends Pick<Peer, "version" | "inCi" | "firstInstallation"> {
  /** The peer's folder, whose requirements.txt pins what is installed. */
  readonly testsFolder: string;
  /** The environment variable by which the tests find the virtual environment. */
  readonly variable: string;
}

/** The peer; a changed requirements.txt installs it again. */
export function pythonPeer({ testsFolder, variable, ...peer }: PythonPeer): Peer {
  const requirements = join(testsFolder, "requirements.txt");
  return {
    ...peer,
    pins: readFileSync(requirements, "utf8"),
    async install(folder, run) {
      await run(await findPython(run), ["-m", "venv", folder]);
      await run(join(folder, "bin", "python"), ["-m", "pip", "install", "--requirement", requirements]);
    },
    environment: (folder) => ({ [variable]: folder }),
  };
}
