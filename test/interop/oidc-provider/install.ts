/** oidc-provider, an OpenID Provider for Node.js, from npm. */
import { readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { Peer } from "../runner/peers.ts";
import type { CommandRunner } from "../runner/run-command.ts";

const packageFolder = join(import.meta.dirname, "package");
const packageFiles = ["package.json", "package-lock.json"] as const;

export const peer: Peer = {
  version: "9.13.3",
  inCi: true,
  pins: packageFiles.map((file) => readFileSync(join(packageFolder, file), "utf8")).join(),
  firstInstallation: "from npm, about five seconds",
  async install(folder: string, run: CommandRunner): Promise<void> {
    for (const file of packageFiles) await copyFile(join(packageFolder, file), join(folder, file));
    await run("npm", ["ci"], { folder });
  },
  environment: (folder) => ({ INTEROP_OIDC_PROVIDER: folder }),
};
