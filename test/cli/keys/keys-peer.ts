/** What the commands about keys speak with in tests: CloudFormation, DynamoDB and Secrets Manager on this machine. */
import { randomBytes } from "node:crypto";
import { after, before } from "node:test";
import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { keyItem } from "#adapters/api-keys/key-item";
import { run } from "#cli/program";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { apiKeyOutputs } from "#core/settings/environment";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { cloudFormation } from "#local/aws/cloudformation/cloudformation";
import { startDynamoDb } from "#local/aws/dynamodb/dynamodb";
import { type SecretsManager, secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import { keyTableDefinition } from "#local/local-tables";
import { askAwsAt } from "../ask-aws-at.ts";
import type { Ran } from "../ran.ts";

const [stack, table] = ["ogc-api", "keys"];
const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-AbCdEf";

/** A pepper that nobody has. */
export const newPepper = () => randomBytes(48).toString("base64url");

/** How a command is run. */
export interface KeysRun {
  /** What somebody at the terminal says; absent: nobody sits there. */
  readonly answer?: string | (() => Promise<string>);
  /** Options in the place of those that name table and secret. */
  readonly location?: readonly string[];
}

/** The peers of one test file. */
export interface KeysPeer {
  /** The stack's first pepper. */
  readonly pepper: string;
  /** Options that name table, secret and environment. */
  readonly location: readonly string[];
  /** Runs `keys …`. */
  keys(commandLine: readonly string[], how?: KeysRun): Promise<Ran & { readonly asked: readonly string[] }>;
  put(...records: readonly KeyRecord[]): Promise<void>;
  /** All that is in the table, as text. */
  tableText(): Promise<string>;
  /** What is current in the secret. */
  secretText(): Promise<string>;
  /** Gives the secret another value. */
  setSecret(text: string): void;
  secretCalls(): SecretsManager["calls"];
}

/** Starts them before the tests of this file, and ends them afterwards. */
export function keysPeer(): KeysPeer {
  const pepper = newPepper();
  const current = { secretString: JSON.stringify({ pepper, keys: {} }) };
  const secrets = secretsManager(new Map([[secretArn, { current }]]));
  const outputs = [
    { key: apiKeyOutputs.secretArn, value: secretArn },
    { key: apiKeyOutputs.tableName, value: table },
    { key: apiKeyOutputs.environment, value: "live" },
  ];
  const deployed = { name: stack, region: "eu-central-1", accountId: "123456789012", outputs: () => outputs };
  let close = async () => {};

  before(async () => {
    const endpoint = await startAwsEndpoint({
      cloudformation: cloudFormation(deployed),
      dynamodb: await startDynamoDb([keyTableDefinition(table)]),
      secretsmanager: secrets,
    });
    close = endpoint.close;
    askAwsAt(endpoint.url);
  });
  after(() => close());

  const location = ["--table", table, "--secret", secretArn, "--environment", "live"];
  return {
    pepper,
    location,
    keys: (commandLine, how) => keysRun([...commandLine, ...(how?.location ?? [])], how?.answer),
    async put(...records) {
      const client = new DynamoDBClient({});
      for (const record of records) {
        await client.send(new PutItemCommand({ TableName: table, Item: keyItem(record) }));
      }
    },
    async tableText() {
      return JSON.stringify((await new DynamoDBClient({}).send(new ScanCommand({ TableName: table }))).Items);
    },
    async secretText() {
      const command = new GetSecretValueCommand({ SecretId: secretArn });
      return (await new SecretsManagerClient({}).send(command)).SecretString ?? "";
    },
    setSecret: (text) => secrets.setSecret(secretArn, text),
    secretCalls: () => secrets.calls,
  };
}

/** Runs `keys …`, whatever it finds. */
export async function keysRun(
  commandLine: readonly string[],
  answer?: KeysRun["answer"],
): Promise<Ran & { readonly asked: readonly string[] }> {
  const asked: string[] = [];
  let [written, warned] = ["", ""];
  const code = await run(["keys", ...commandLine], {
    write: (text) => {
      written += text;
    },
    warn: (text) => {
      warned += text;
    },
    standardInput: async () => "",
    ...(answer !== undefined && {
      ask: async (question: string) => {
        asked.push(question);
        return typeof answer === "string" ? answer : answer();
      },
    }),
  });
  return { code, written, warned, asked };
}
