/** pygeoapi, Mangum and AWS's Python runtime client, in a virtual environment of their own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Peer } from "../runner/peers.ts";
import type { CommandRunner } from "../runner/run-command.ts";
import { findPython } from "./find-python.ts";

const requirements = join(import.meta.dirname, "requirements.txt");

export const peer: Peer = {
  version: "0.24.0",
  inCi: true,
  pins: readFileSync(requirements, "utf8"),
  firstInstallation: "by pip, 360 MB, about half a minute",
  async install(folder: string, run: CommandRunner): Promise<void> {
    await run(await findPython(run), ["-m", "venv", folder]);
    await run(join(folder, "bin", "python"), ["-m", "pip", "install", "--requirement", requirements]);
  },
  environment: (folder) => ({ INTEROP_PYGEOAPI: folder }),
};
