/** stac-fastapi with every extension that it ships, and uvicorn, in a virtual environment of their own. */
import type { Peer } from "../runner/peers.ts";
import { pythonPeer } from "../runner/python-peer.ts";

export const peer: Peer = pythonPeer({
  testsFolder: import.meta.dirname,
  version: "7.0.0",
  inCi: true,
  firstInstallation: "by pip, 40 MB, a few seconds",
  variable: "INTEROP_STAC",
});
