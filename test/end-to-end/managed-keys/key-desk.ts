/** Makes and changes managed keys of a running API as its operator would: found by the stack's outputs, with AWS's SDK. */
import { randomBytes } from "node:crypto";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { keyItem, keyRecord } from "#adapters/api-keys/key-item";
import { keyDigest, pepperId } from "#adapters/api-keys/peppers";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { madeKey } from "#core/authenticate/api-key/managed-key";
import { apiKeyOutputs } from "#core/settings/environment";
import type { LocalApi } from "#local/local-api";

/** Where keys of one API are made; what it has made is in its table. */
export interface KeyDesk {
  readonly tableName: string;
  readonly secretArn: string;
  readonly pepper: string;
  /**
   * Makes a key, by default one of the API's environment without scopes and without end.
   * @returns its text and its id
   */
  make(
    record?: Partial<KeyRecord>,
    environment?: string,
  ): Promise<{ readonly key: string; readonly id: string }>;
  record(id: string): Promise<KeyRecord>;
  put(record: KeyRecord): Promise<void>;
  change(id: string, changes: Partial<KeyRecord>): Promise<void>;
  /** Removes the record of a key. */
  remove(id: string): Promise<void>;
  /** Removes the table with all that is in it. */
  removeTable(): Promise<void>;
  /** Makes it again, as empty as it was. */
  restoreTable(): Promise<void>;
  close(): void;
}

/** Seconds since 1970-01-01T00:00Z, a while from now. */
export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** Opens the desk of an API that has managed keys. */
export async function keyDesk(api: LocalApi): Promise<KeyDesk> {
  const { AWS_REGION: region = "" } = api.awsEnvironment;
  const credentials = { accessKeyId: "local", secretAccessKey: randomBytes(16).toString("hex") };
  const configuration = { endpoint: api.awsEndpoint, region, credentials, maxAttempts: 1 };
  const outputs = await outputsOf(new CloudFormationClient(configuration), api.settings.name);
  const output = (name: string) => outputs.get(name) ?? "";
  const [TableName, secretArn] = [output(apiKeyOutputs.tableName), output(apiKeyOutputs.secretArn)];
  const secrets = new SecretsManagerClient(configuration);
  const secret = await secrets.send(new GetSecretValueCommand({ SecretId: secretArn }));
  const { pepper } = JSON.parse(secret.SecretString ?? "") as { pepper: string };
  const tables = new DynamoDBClient(configuration);
  const { Table } = await tables.send(new DescribeTableCommand({ TableName }));

  const put = async (record: KeyRecord) => {
    await tables.send(new PutItemCommand({ TableName, Item: keyItem(record) }));
  };
  const record = async (id: string) => {
    const { Item = {} } = await tables.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
    const found = keyRecord(Item);
    if (found === undefined) throw new Error(`the table has no record of the key ${id}`);
    return found;
  };
  return {
    tableName: TableName,
    secretArn,
    pepper,
    async make(changes = {}, environment = output(apiKeyOutputs.environment)) {
      const { id, text } = madeKey(environment, randomBytes);
      const usual = { name: "partner", owner: "the tests", scopes: [], createdAt: inSeconds(0) };
      const digested = { digest: keyDigest(pepper, text), pepperId: pepperId(pepper) };
      await put({ ...usual, state: "active", id, ...digested, ...changes });
      return { key: text, id };
    },
    record,
    put,
    change: async (id, changes) => put({ ...(await record(id)), ...changes }),
    remove: async (id) =>
      void (await tables.send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } }))),
    removeTable: async () => void (await tables.send(new DeleteTableCommand({ TableName }))),
    restoreTable: async () =>
      void (await tables.send(new CreateTableCommand(definitionOf(Table as CreateTableCommandInput)))),
    close() {
      tables.destroy();
      secrets.destroy();
    },
  };
}

async function outputsOf(client: CloudFormationClient, StackName: string) {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  client.destroy();
  return new Map(
    Stacks?.[0]?.Outputs?.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
  );
}

/** What a table is made from, out of what is told about it. */
function definitionOf(table: CreateTableCommandInput): CreateTableCommandInput {
  const { TableName, KeySchema, AttributeDefinitions } = table;
  const indexes = table.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  const billing = { BillingMode: "PAY_PER_REQUEST" } as const;
  return { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes: indexes, ...billing };
}
