/** Which peers a command line asks for, and that a peer is found by its folder. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { choosePeers, findPeers, type Peer } from "./peers.ts";

const peer = (inCi: boolean): Peer => ({
  version: "1",
  inCi,
  pins: "",
  firstInstallation: "",
  install: async () => {},
  environment: () => ({}),
});
const peers = new Map([
  ["engine", peer(true)],
  ["server", peer(true)],
  ["slow", peer(false)],
]);

function chosen(...names: string[]): string[] {
  const choice = choosePeers(names, peers);
  assert.ok("peers" in choice);
  return [...choice.peers.keys()];
}

function mistake(...names: string[]): string {
  const choice = choosePeers(names, peers);
  assert.ok("mistake" in choice);
  return choice.mistake;
}

describe("the peers that are run", () => {
  test("are those that are named, each once", () => {
    assert.deepEqual(chosen("slow", "engine", "slow"), ["slow", "engine"]);
  });

  test('are for "ci" those that CI runs, for "all" every one', () => {
    assert.deepEqual(chosen("ci"), ["engine", "server"]);
    assert.deepEqual(chosen("all"), ["engine", "server", "slow"]);
    assert.deepEqual(chosen("slow", "ci"), ["slow", "engine", "server"]);
  });

  test("are none when one name is not known: the mistake names it and those there are", () => {
    assert.match(mistake("engine", "sever"), /no peer "sever".*engine, server, slow/s);
  });

  test("must be named", () => {
    assert.match(mistake(), /engine, server, slow/);
  });

  test("are found by their folders", async () => {
    const found = await findPeers(join(import.meta.dirname, ".."));
    assert.ok(found.get("opa")?.inCi);
    assert.ok(found.get("pygeoapi")?.inCi);
    assert.ok(!found.has("runner"));
  });
});
