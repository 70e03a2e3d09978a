/** Installs a peer and the peers that it needs, each once and into its own folder. */
import { installOnce } from "./install-once.ts";
import type { Peer } from "./peers.ts";
import type { CommandRunner } from "./run-command.ts";

/**
 * The environment variables by which all that was installed is found.
 * @param installFolder the folder that holds the folders of all peers
 * @param print takes a line about the progress
 * @throws Error that names the peer that could not be installed, and why
 */
export async function installWithNeeds(
  name: string,
  peer: Peer,
  installFolder: string,
  run: CommandRunner,
  print: (line: string) => void,
): Promise<Readonly<Record<string, string>>> {
  const environment: Record<string, string> = {};
  for (const [wanted, each] of Object.entries({ ...peer.needs, [name]: peer })) {
    try {
      Object.assign(
        environment,
        each.environment(await installOnce(wanted, each, installFolder, run, print)),
      );
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${wanted} could not be installed: ${why}`, { cause: error });
    }
  }
  return environment;
}
