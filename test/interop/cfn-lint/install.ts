/** cfn-lint, AWS's own linter of CloudFormation templates, in a virtual environment of its own. */
import type { Peer } from "../runner/peers.ts";
import { pythonPeer } from "../runner/python-peer.ts";

export const peer: Peer = pythonPeer({
  testsFolder: import.meta.dirname,
  version: "1.58.0",
  inCi: true,
  firstInstallation: "by pip, 160 MB, a few seconds",
  variable: "INTEROP_CFN_LINT",
});
