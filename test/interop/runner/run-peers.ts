/** One peer after the other: install it, run its tests, add up the results. */
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { installWithNeeds } from "./install-with-needs.ts";
import type { Peer, Peers } from "./peers.ts";
import { commandRunner } from "./run-command.ts";
import { runTests } from "./run-tests.ts";
import { addCounts, noTests, type TestCounts } from "./test-counts.ts";

export interface PeersRun {
  readonly peers: Peers;
  /** The folder that holds a folder of tests for every peer. */
  readonly testsFolder: string;
  /** The folder that holds a folder for every installed peer. */
  readonly installFolder: string;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the tests of every given peer. A peer that cannot be installed, or for which no test ran, or which was not
 * reached because of an interruption, counts as one failure, and the others are run all the same.
 */
export async function runPeers(options: PeersRun): Promise<TestCounts> {
  let total = noTests;
  for (const [name, peer] of options.peers) {
    total = addCounts(total, await runPeer(name, peer, options));
  }
  return total;
}

async function runPeer(name: string, peer: Peer, options: PeersRun): Promise<TestCounts> {
  const { print, signal } = options;
  const oneFailure: TestCounts = { passed: 0, failed: 1 };
  if (signal.aborted) {
    print(`${name}: interrupted before its tests`);
    return oneFailure;
  }
  let environment: Readonly<Record<string, string>>;
  try {
    environment = await installWithNeeds(name, peer, options.installFolder, commandRunner(signal), print);
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    return oneFailure;
  }
  const files: string[] = [];
  for await (const file of glob(join(options.testsFolder, name, "**", "*.test.ts"))) files.push(file);
  const counts =
    files.length === 0 ? noTests : await runTests(files.sort(), environment, print, signal, peer.filesAtOnce);
  if (counts.passed + counts.failed > 0) return counts;
  print(`${name}: no test ran`);
  return oneFailure;
}
