/** ORY Hydra, built from its Go module. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Peer } from "../runner/peers.ts";
import type { CommandRunner } from "../runner/run-command.ts";

const version = "2.3.0";
const program = "github.com/ory/hydra/v2";
const binary = process.platform === "win32" ? "hydra.exe" : "hydra";

// Hydra's own go.mod replaces this module, and Go takes replacements only from the module that it builds.
const goModule = `module interop/hydra

go 1.26

require ${program} v${version}

replace github.com/gobuffalo/pop/v6 => github.com/ory/pop/v6 v6.2.1-0.20241121111754-e5dfc0f3344b
`;

export const peer: Peer = {
  version,
  // Its installation takes longer than everything else that CI runs.
  inCi: false,
  pins: goModule,
  firstInstallation: "built by Go and a C compiler, about four minutes",
  async install(folder: string, run: CommandRunner): Promise<void> {
    await run("go", ["version"]).catch((error: Error) => {
      throw new Error(`the command "go" is needed (https://go.dev/dl/): ${error.message}`);
    });
    await writeFile(join(folder, "go.mod"), goModule);
    // SQLite, compiled from C, is what its database in memory is.
    const build = ["build", "-mod=mod", "-tags", "sqlite", "-o", binary, program];
    await run("go", build, { folder, environment: { CGO_ENABLED: "1" } });
  },
  environment: (folder) => ({ INTEROP_HYDRA: join(folder, binary) }),
};
