/** ministack, an emulator of AWS that deploys CloudFormation, in a virtual environment of its own. */
import type { Peer } from "../runner/peers.ts";
import { pythonPeer } from "../runner/python-peer.ts";

export const peer: Peer = pythonPeer({
  testsFolder: import.meta.dirname,
  version: "1.5.33",
  inCi: true,
  firstInstallation: "by pip, 80 MB, a few seconds",
  variable: "INTEROP_MINISTACK",
});
