/** Managed keys of a stack that the real CDK command deployed to ministack 1.5.33: by the command, and behind gateways. */
import { after, before, describe } from "node:test";
import { type DeployedKeys, deployKeys } from "./deployed-keys.ts";
import { failingServices } from "./stories/failing-services.ts";
import { lifeOfAKey } from "./stories/life-of-a-key.ts";
import { oneProcess } from "./stories/one-process.ts";
import { pepperRotation } from "./stories/pepper-rotation.ts";

describe("managed keys", () => {
  let started: DeployedKeys | undefined;
  before(async () => {
    started = await deployKeys();
  });
  after(() => started?.close());

  const deployed = (): DeployedKeys => {
    if (started === undefined) throw new Error("nothing is deployed");
    return started;
  };
  lifeOfAKey(deployed);
  pepperRotation(deployed);
  oneProcess(deployed);
  failingServices(deployed);
});
