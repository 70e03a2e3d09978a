/** The API key secret, answered on this machine as Secrets Manager does, with keys that are made now. */
import { randomBytes } from "node:crypto";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { startDynamoDb } from "#local/aws/dynamodb/dynamodb";
import { secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import { awsEnvironment } from "#test/contracts/managed-keys/key-services";
import { newPepper } from "#test/contracts/managed-keys/made-record";
import { secretArn } from "./deployed-function.ts";

/** A secret that can be read. */
export interface KeptSecret {
  readonly pepper: string;
  /** Static keys with the scope `wells:read`. */
  readonly keys: readonly string[];
  readonly endpoint: string;
  /** Variables by which AWS's clients find it. */
  readonly environment: Readonly<Record<string, string>>;
  /** How often the secret was read. */
  reads(): number;
  close(): Promise<void>;
}

/** Starts Secrets Manager with the secret, and DynamoDB without any table. */
export async function keptSecret(count: number): Promise<KeptSecret> {
  const pepper = newPepper();
  const keys = Array.from({ length: count }, () => randomBytes(24).toString("base64url"));
  const named = keys.map((key, index) => [`partner-${index}`, { key, scopes: ["wells:read"] }] as const);
  const secretString = JSON.stringify({ pepper, keys: Object.fromEntries(named) });
  const secrets = secretsManager(new Map([[secretArn, { current: { secretString } }]]));
  const { url, close } = await startAwsEndpoint({
    secretsmanager: secrets,
    dynamodb: await startDynamoDb([]),
  });
  return {
    pepper,
    keys,
    endpoint: url,
    environment: awsEnvironment(url),
    reads: () => secrets.calls.filter(({ operation }) => operation === "GetSecretValue").length,
    close,
  };
}
