/** fastgeoapi, with the pygeoapi that it mounts and AWS's Python runtime client, an OPA for its policies, and a provider of tokens. */
import { peer as oidcProvider } from "../oidc-provider/install.ts";
import { peer as opa } from "../opa/install.ts";
import type { Peer } from "../runner/peers.ts";
import { pythonPeer } from "../runner/python-peer.ts";

export const peer: Peer = {
  ...pythonPeer({
    testsFolder: import.meta.dirname,
    version: "0.4.0",
    inCi: true,
    firstInstallation: "by pip, 515 MB, about a minute",
    variable: "INTEROP_FASTGEOAPI",
  }),
  // Most of their time fastgeoapi starts, which takes one processor.
  filesAtOnce: 2,
  needs: { "oidc-provider": oidcProvider, opa },
};
