/** AWS's own runtime client for Node.js, which compiles a part of itself. */
import { readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Peer } from "../runner/peers.ts";
import type { CommandRunner } from "../runner/run-command.ts";

const packageFolder = join(import.meta.dirname, "package");
const packageFiles = ["package.json", "package-lock.json"] as const;

/** The folder with the C++ headers of the Node.js that runs this, which the project's own package `node` brings. */
function nodeHeaders(): string {
  const node = createRequire(import.meta.url).resolve("node/package.json");
  return dirname(createRequire(node).resolve(`node-${process.platform}-${process.arch}/package.json`));
}

export const peer: Peer = {
  version: "4.0.2",
  inCi: true,
  pins: packageFiles.map((file) => readFileSync(join(packageFolder, file), "utf8")).join(),
  firstInstallation: "compiled with cmake and a C++ compiler, about 40 seconds",
  async install(folder: string, run: CommandRunner): Promise<void> {
    if (process.platform !== "linux") throw new Error("aws-lambda-ric can be compiled on Linux only");
    for (const file of packageFiles) await copyFile(join(packageFolder, file), join(folder, file));
    await run("npm", ["ci"], { folder, environment: { npm_config_nodedir: nodeHeaders() } });
  },
  environment: (folder) => ({ INTEROP_LAMBDA_RIC: folder }),
};
