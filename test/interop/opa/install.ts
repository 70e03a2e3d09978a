/** Open Policy Agent, built from its Go module. */
import { join } from "node:path";
import type { Peer } from "../runner/peers.ts";
import type { CommandRunner } from "../runner/run-command.ts";

const version = "1.22.2";
const goModule = `github.com/open-policy-agent/opa@v${version}`;
const binary = process.platform === "win32" ? "opa.exe" : "opa";

export const peer: Peer = {
  version,
  inCi: true,
  pins: goModule,
  firstInstallation: "built by Go, about three minutes",
  async install(folder: string, run: CommandRunner): Promise<void> {
    await run("go", ["version"]).catch((error: Error) => {
      throw new Error(`the command "go" is needed (https://go.dev/dl/): ${error.message}`);
    });
    await run("go", ["install", goModule], { environment: { GOBIN: folder } });
  },
  // One file asks 100,000 questions by every rule; the others have time beside it.
  filesAtOnce: 2,
  environment: (folder) => ({ INTEROP_OPA: join(folder, binary) }),
};
