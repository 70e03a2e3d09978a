/** The real peers: each is a folder beside the runner, with an `install.ts` that says what it is. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CommandRunner } from "./run-command.ts";

/** How a peer is installed, and what its tests are told; `install.ts` exports it as `peer`. */
export interface Peer {
  /** Part of the name of its folder below `.peers/`. */
  readonly version: string;
  /** Whether `ci` includes it. */
  readonly inCi: boolean;
  /** Everything else that an installation depends on: when this text changes, it is installed again. */
  readonly pins: string;
  /** About how long the first installation takes, for people who wait. */
  readonly firstInstallation: string;
  /** Installs into an empty folder. Throws an error that names the failed command or what is missing. */
  install(folder: string, run: CommandRunner): Promise<void>;
  /** How many of its test files run side by side; absent: one, for tests that measure or share something. */
  readonly filesAtOnce?: number;
  /** Other peers that its tests use, by their names: they are installed too, each into its own folder. */
  readonly needs?: Readonly<Record<string, Peer>>;
  /** Environment variables by which the tests find what was installed. */
  environment(folder: string): Readonly<Record<string, string>>;
}

export type Peers = ReadonlyMap<string, Peer>;

/** Every peer below `testsFolder`, by the name of its folder, in alphabetical order. */
export async function findPeers(testsFolder: string): Promise<Peers> {
  const peers = new Map<string, Peer>();
  for (const name of (await readdir(testsFolder)).sort()) {
    const file = join(testsFolder, name, "install.ts");
    if (!existsSync(file)) continue;
    const module: { readonly peer: Peer } = await import(pathToFileURL(file).href);
    peers.set(name, module.peer);
  }
  return peers;
}

/**
 * The peers that the command line asks for, each once.
 * @param names names of peers; `ci` stands for the set that CI runs, `all` for every one
 * @returns the peers, or the mistake to show: no name, or one that is no peer's
 */
export function choosePeers(
  names: readonly string[],
  peers: Peers,
): { readonly peers: Peers } | { readonly mistake: string } {
  const known = `Peers: ${[...peers.keys()].join(", ")}; "ci" is what CI runs, "all" is every one.`;
  if (names.length === 0) return { mistake: `Name at least one peer: npm run interop -- <name>\n${known}` };
  const chosen = new Map<string, Peer>();
  for (const name of names) {
    const found = [...peers].filter(
      ([peerName, peer]) => name === peerName || name === "all" || (name === "ci" && peer.inCi),
    );
    if (found.length === 0) return { mistake: `There is no peer "${name}".\n${known}` };
    for (const [peerName, peer] of found) chosen.set(peerName, peer);
  }
  return { peers: chosen };
}
