/** Managed keys on ministack, with the command, the deployed stack, and pygeoapi behind the local gateway. */
import { peer as deploy } from "../deploy/install.ts";
import { peer as pygeoapi } from "../pygeoapi/install.ts";
import type { Peer } from "../runner/peers.ts";

export const peer: Peer = {
  version: "1",
  inCi: true,
  pins: "nothing of its own",
  firstInstallation: "nothing of its own",
  needs: { deploy, pygeoapi },
  async install() {},
  environment: () => ({}),
};
