/** pygeoapi, Mangum and AWS's Python runtime client, in a virtual environment of their own. */
import type { Peer } from "../runner/peers.ts";
import { pythonPeer } from "../runner/python-peer.ts";

export const peer: Peer = {
  ...pythonPeer({
    testsFolder: import.meta.dirname,
    version: "0.24.0",
    inCi: true,
    firstInstallation: "by pip, 360 MB, about half a minute",
    variable: "INTEROP_PYGEOAPI",
  }),
  // Half of the time each of them waits for a pygeoapi to start, or to answer.
  filesAtOnce: 2,
};
