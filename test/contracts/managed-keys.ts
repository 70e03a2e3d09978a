/** What managed keys need of DynamoDB and Secrets Manager, told by the authorizer's and by the operators' own adapters. */
import { after, before, describe } from "node:test";
import { authorizerSide } from "./managed-keys/authorizer-side.ts";
import { failingServices } from "./managed-keys/failing-services.ts";
import type { KeyEmulator } from "./managed-keys/key-services.ts";
import { operatorSide } from "./managed-keys/operator-side.ts";
import { secretSide } from "./managed-keys/secret-side.ts";

/**
 * The suite.
 * @param start starts an emulator of both services, which is closed at the end
 */
export function managedKeyContract(name: string, start: () => Promise<KeyEmulator>): void {
  describe(`managed keys on ${name}:`, () => {
    let started: KeyEmulator | undefined;
    before(async () => {
      started = await start();
    });
    after(() => started?.close());

    const emulator = (): KeyEmulator => {
      if (started === undefined) throw new Error(`${name} has not started`);
      return started;
    };
    authorizerSide(emulator);
    operatorSide(emulator);
    secretSide(emulator);
    failingServices(emulator);
  });
}
