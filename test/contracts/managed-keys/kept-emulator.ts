/** The kept emulators of both services, as `npm start` uses them: dynalite, and our stand-in for Secrets Manager. */
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { startDynamoDb } from "#local/aws/dynamodb/dynamodb";
import { secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import { type KeyEmulator, region } from "./key-services.ts";

/** Starts both with nothing in them. */
export async function startKeptEmulator(): Promise<KeyEmulator> {
  const secrets = secretsManager(new Map());
  const { url, close } = await startAwsEndpoint({
    secretsmanager: secrets,
    dynamodb: await startDynamoDb([]),
  });
  return {
    endpoint: url,
    async makeSecret(text) {
      const arn = `arn:aws:secretsmanager:${region}:123456789012:secret:keys-${crypto.randomUUID()}-AbCdEf`;
      secrets.setSecret(arn, text);
      return arn;
    },
    close,
  };
}
