/** What the commands about keys speak with in tests: DynamoDB and Secrets Manager on this machine, by the AWS SDK. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { after, before } from "node:test";
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { keyItem } from "#adapters/api-keys/key-item";
import { idAttribute, nameAttribute, nameIndex } from "#adapters/api-keys/key-table";
import { run } from "#cli/program";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { type SecretsManager, startSecretsManager } from "#local/secrets-manager/secrets-manager";
import type { Ran } from "../ran.ts";

const dynalite = createRequire(import.meta.url)("dynalite") as (options: object) => Server;

const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-AbCdEf";
export const newPepper = () => randomBytes(48).toString("base64url");

/** The peers of one test file. */
export interface KeysPeer {
  /** The options that name table and secret. */
  readonly location: readonly string[];
  readonly pepper: string;
  secrets(): SecretsManager;
  /** Runs `keys …` at the peers, or elsewhere; `answer` is what somebody at the terminal says, absent: nobody sits there. */
  keys(
    commandLine: readonly string[],
    answer?: string,
    location?: readonly string[],
  ): Promise<Ran & { readonly asked: readonly string[] }>;
  put(...records: readonly KeyRecord[]): Promise<void>;
  /** All that is in the table, as text. */
  tableText(): Promise<string>;
}

/** Starts them before the tests of this file, and ends them afterwards. */
export function keysPeer(): KeysPeer {
  const pepper = newPepper();
  const database = dynalite({ createTableMs: 0 });
  let secrets: SecretsManager | undefined;
  let client: DynamoDBClient | undefined;
  const table = "keys";

  before(async () => {
    database.listen(0, "127.0.0.1");
    await once(database, "listening");
    const current = { secretString: JSON.stringify({ pepper, keys: {} }) };
    secrets = await startSecretsManager(new Map([[secretArn, { current }]]));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(database.address() as AddressInfo).port}`,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: randomBytes(20).toString("hex"),
    });
    client = new DynamoDBClient({});
    await client.send(createTable(table));
  });
  after(async () => {
    client?.destroy();
    await secrets?.close();
    database.close();
    database.closeAllConnections();
  });

  const location = ["--table", table, "--secret", secretArn, "--environment", "live"];
  return {
    location,
    pepper,
    secrets: () => secrets ?? unstarted(),
    async keys(commandLine, answer, elsewhere = []) {
      const asked: string[] = [];
      let [written, warned] = ["", ""];
      const code = await run(["keys", ...commandLine, ...location, ...elsewhere], {
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
            return answer;
          },
        }),
      });
      return { code, written, warned, asked };
    },
    async put(...records) {
      for (const record of records) {
        await client?.send(new PutItemCommand({ TableName: table, Item: keyItem(record) }));
      }
    },
    async tableText() {
      const { Items = [] } = (await client?.send(new ScanCommand({ TableName: table }))) ?? unstarted();
      return JSON.stringify(Items);
    },
  };
}

function unstarted(): never {
  throw new Error("the peers run only while tests do");
}

/** The table as the stack makes it. */
function createTable(TableName: string): CreateTableCommand {
  return new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: idAttribute, AttributeType: "S" },
      { AttributeName: nameAttribute, AttributeType: "S" },
    ],
    KeySchema: [{ AttributeName: idAttribute, KeyType: "HASH" }],
    GlobalSecondaryIndexes: [
      {
        IndexName: nameIndex,
        KeySchema: [{ AttributeName: nameAttribute, KeyType: "HASH" }],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  });
}
