/** Installs a peer into its own folder, once: a marker that is written last tells a whole installation. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Peer } from "./peers.ts";
import type { CommandRunner } from "./run-command.ts";

const marker = "installed.txt";

/**
 * The folder with the installed peer. Installs when there is none, when an earlier installation broke off, or when
 * what it depends on has changed.
 * @param installFolder the folder that holds the folders of all peers
 * @param print takes a line about the progress
 * @throws what the peer's `install` throws; the next call then begins anew
 */
export async function installOnce(
  name: string,
  peer: Peer,
  installFolder: string,
  run: CommandRunner,
  print: (line: string) => void,
): Promise<string> {
  const folder = join(installFolder, `${name}-${peer.version}`);
  const wanted = `${name} ${peer.version}\n${peer.pins}\n`;
  if ((await textOf(join(folder, marker))) === wanted) {
    print(`${name} ${peer.version} is installed`);
    return folder;
  }
  print(`installing ${name} ${peer.version} (${peer.firstInstallation})`);
  const start = performance.now();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await peer.install(folder, run);
  await writeFile(join(folder, marker), wanted);
  print(`installed ${name} in ${Math.round((performance.now() - start) / 1000)} s`);
  return folder;
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
