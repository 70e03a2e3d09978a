/** Starts the real Open Policy Agent as a server. */
import { freePort } from "#local/loopback/free-port";
import { installedPeer } from "../process/installed-peer.ts";
import { type StartedProcess, startProcess } from "../process/start-process.ts";

export interface OpaServer extends StartedProcess {
  /** Its address, as the setting `policy.url` takes it. */
  readonly url: string;
}

/** The installed `opa` command. */
export const opaCommand = (): string => installedPeer("INTEROP_OPA");

/**
 * Starts OPA on 127.0.0.1 with Rego and data.
 * @param documents folders of Rego, and files of JSON that hold data from the root on
 */
export async function startOpa(...documents: readonly string[]): Promise<OpaServer> {
  const address = `127.0.0.1:${await freePort()}`;
  const started = await startProcess({
    command: opaCommand(),
    commandArguments: [
      "run",
      "--server",
      ...["--addr", address],
      ...["--log-level", "error"],
      ...["--ignore", "*_test.rego"],
      "--skip-version-check",
      ...documents,
    ],
    readyAddress: `http://${address}/health`,
    readyWithinMilliseconds: 30_000,
  });
  return { ...started, url: `http://${address}` };
}
