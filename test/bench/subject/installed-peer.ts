/** A peer of the interoperability tests that a benchmark measures beside: installed where it is not. */
import { fileURLToPath } from "node:url";
import { installWithNeeds } from "#test/interop/runner/install-with-needs";
import type { Peer } from "#test/interop/runner/peers";
import { commandRunner } from "#test/interop/runner/run-command";

const installFolder = fileURLToPath(new URL("../../../.peers", import.meta.url));

/**
 * Installs a peer with all that it needs, once, and tells this process where they are: afterwards the modules of
 * test/interop start them.
 * @param progress takes a line about the progress
 * @throws Error that names the peer that could not be installed, and why
 */
export async function installedForBenchmark(
  name: string,
  peer: Peer,
  progress: (line: string) => void,
): Promise<void> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    const run = commandRunner(interruption.signal);
    Object.assign(process.env, await installWithNeeds(name, peer, installFolder, run, progress));
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}
