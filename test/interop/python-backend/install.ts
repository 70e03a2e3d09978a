/** The adapters and frameworks of Python backends, and AWS's Python runtime client, in a virtual environment. */
import type { Peer } from "../runner/peers.ts";
import { pythonPeer } from "../runner/python-peer.ts";

export const peer: Peer = pythonPeer({
  testsFolder: import.meta.dirname,
  version: "1",
  inCi: true,
  firstInstallation: "by pip, 30 MB, a few seconds",
  variable: "INTEROP_PYTHON_BACKEND",
});
