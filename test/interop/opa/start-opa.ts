/** Starts the real Open Policy Agent as a server. */
import { freePort } from "#local/loopback/free-port";
import { installedPeer } from "../process/installed-peer.ts";
import { type StartedProcess, startProcess } from "../process/start-process.ts";

export interface OpaServer extends StartedProcess {
  /** Its address, as the setting `policy.url` takes it. */
  readonly url: string;
}

/** How a server differs from the usual one. */
export interface OpaOptions {
  /** Arguments of `opa run` beside the usual ones, such as `--v0-compatible`. */
  readonly commandArguments?: readonly string[];
  /** Variables for its process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Folders of Rego, and files of JSON that hold data from the root on. */
  readonly documents?: readonly string[];
  /** Files of the certificate by which it serves https, and of its key; absent: it serves http. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
}

/** The installed `opa` command. */
export const opaCommand = (): string => installedPeer("INTEROP_OPA");

/**
 * Starts OPA on 127.0.0.1 with Rego and data.
 * @param documents folders of Rego, and files of JSON that hold data from the root on
 */
export const startOpa = (...documents: readonly string[]): Promise<OpaServer> => startOpaWith({ documents });

/** Starts OPA on 127.0.0.1, in another way than usual. */
export async function startOpaWith({
  commandArguments = [],
  environment = {},
  documents = [],
  tls,
}: OpaOptions): Promise<OpaServer> {
  const scheme = tls === undefined ? "http" : "https";
  const url = `${scheme}://127.0.0.1:${await freePort()}`;
  // Its health is asked for over http in any case.
  const health = `http://127.0.0.1:${await freePort()}`;
  const started = await startProcess({
    command: opaCommand(),
    commandArguments: [
      "run",
      "--server",
      ...["--addr", url],
      ...["--diagnostic-addr", health],
      ...["--log-level", "error"],
      ...["--ignore", "*_test.rego"],
      ...(tls === undefined
        ? []
        : ["--tls-cert-file", tls.certificateFile, "--tls-private-key-file", tls.keyFile]),
      "--skip-version-check",
      ...commandArguments,
      ...documents,
    ],
    environment,
    readyAddress: `${health}/health`,
    readyWithinMilliseconds: 30_000,
  });
  return { ...started, url };
}
