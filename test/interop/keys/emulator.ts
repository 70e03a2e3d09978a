/** ministack as an emulator of the two services that managed keys need. */
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { KeyEmulator } from "#test/contracts/managed-keys/key-services";
import { region, startMinistack } from "../deploy/start-ministack.ts";

/** Starts ministack with nothing in it. */
export async function startKeyEmulator(): Promise<KeyEmulator> {
  const { endpoint, close } = await startMinistack();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new SecretsManagerClient({ endpoint, region, credentials });
  return {
    endpoint,
    async makeSecret(SecretString) {
      const create = new CreateSecretCommand({ Name: `keys-${crypto.randomUUID()}`, SecretString });
      return (await client.send(create)).ARN ?? "";
    },
    async close() {
      client.destroy();
      await close();
    },
  };
}
