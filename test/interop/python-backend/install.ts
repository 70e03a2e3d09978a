/** The adapters and frameworks of Python backends, and AWS's Python runtime client, in a virtual environment. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../pygeoapi/find-python.ts";
import type { Peer } from "../runner/peers.ts";
import type { CommandRunner } from "../runner/run-command.ts";

const requirements = join(import.meta.dirname, "requirements.txt");

export const peer: Peer = {
  version: "1",
  inCi: true,
  pins: readFileSync(requirements, "utf8"),
  firstInstallation: "by pip, 30 MB, a few seconds",
  async install(folder: string, run: CommandRunner): Promise<void> {
    await run(await findPython(run), ["-m", "venv", folder]);
    await run(join(folder, "bin", "python"), ["-m", "pip", "install", "--requirement", requirements]);
  },
  environment: (folder) => ({ INTEROP_PYTHON_BACKEND: folder }),
};
