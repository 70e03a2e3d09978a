/** `npm run interop -- <peer…|ci|all>`: installs real peers, runs the tests that talk to them, sums the results. */
import { fileURLToPath } from "node:url";
import { choosePeers, findPeers } from "./runner/peers.ts";
import { runPeers } from "./runner/run-peers.ts";

const testsFolder = import.meta.dirname;
const installFolder = fileURLToPath(new URL("../../.peers", import.meta.url));

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort());

const peers = await findPeers(testsFolder);
const choice = choosePeers(process.argv.slice(2), peers);
if ("mistake" in choice) {
  console.error(choice.mistake);
  console.log("0 passed, 1 failed");
  process.exitCode = 2;
} else {
  const print = (line: string) => console.log(line);
  const { passed, failed } = await runPeers({
    peers: choice.peers,
    testsFolder,
    installFolder,
    print,
    signal: interruption.signal,
  });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
