/** AWS's Lambda Runtime Interface Emulator, built from its Go module, and the runtime client that it runs. */
import { peer as runtimeClient } from "../lambda-ric/install.ts";
import type { Peer } from "../runner/peers.ts";
import type { CommandRunner } from "../runner/run-command.ts";

const version = "v0.0.0-20261030222936-bef5c4ba774d";
const program = `github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie@${version}`;

export const peer: Peer = {
  version,
  // It shows what `lambda-ric` shows under another Runtime API, and takes longer to compile.
  inCi: false,
  pins: [runtimeClient.pins, program].join(),
  firstInstallation: "compiled with cmake, a C++ compiler and Go, up to a minute and a half",
  async install(folder: string, run: CommandRunner): Promise<void> {
    await runtimeClient.install(folder, run);
    await run("go", ["install", program], { environment: { GOBIN: folder } });
  },
  environment: (folder) => runtimeClient.environment(folder),
};
