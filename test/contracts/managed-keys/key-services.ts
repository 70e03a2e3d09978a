/** DynamoDB and Secrets Manager of an emulator, as tests of managed keys prepare and inspect them: by AWS's own client. */
import { setTimeout as after } from "node:timers/promises";
import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { keyTableDefinition } from "#local/local-tables";

/** The region of whatever emulator. */
export const region = "us-east-1";

/** An emulator that runs, and the one thing that not every emulator does by the same call. */
export interface KeyEmulator {
  readonly endpoint: string;
  /** Makes a secret with a text, and tells its ARN. */
  makeSecret(text: string): Promise<string>;
  close(): Promise<void>;
}

export type Item = Record<string, AttributeValue>;

/** The environment in which AWS's clients speak to an endpoint, with credentials that are none. */
export const awsEnvironment = (endpoint: string) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});

/** What tests do themselves at an endpoint. */
export class KeyServices {
  readonly dynamodb: DynamoDBClient;
  readonly secrets: SecretsManagerClient;

  constructor(endpoint: string) {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    this.dynamodb = new DynamoDBClient({ endpoint, region, credentials });
    this.secrets = new SecretsManagerClient({ endpoint, region, credentials });
  }

  /** Makes a table as the stack makes it, as far as an emulator has that, and waits until it is there. */
  async makeTable(name = `keys-${crypto.randomUUID()}`): Promise<string> {
    await this.dynamodb.send(new CreateTableCommand(keyTableDefinition(name)));
    const state = async () => (await this.dynamodb.send(new DescribeTableCommand({ TableName: name }))).Table;
    while ((await state())?.TableStatus !== "ACTIVE") await after(20);
    return name;
  }

  async dropTable(table: string): Promise<void> {
    await this.dynamodb.send(new DeleteTableCommand({ TableName: table }));
  }

  async item(table: string, id: string): Promise<Item | undefined> {
    const read = new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true });
    return (await this.dynamodb.send(read)).Item;
  }

  async putItem(table: string, item: Item): Promise<void> {
    await this.dynamodb.send(new PutItemCommand({ TableName: table, Item: item }));
  }

  /** Puts any number of items, 25 at a time (Amazon DynamoDB API reference, "BatchWriteItem"). */
  async putItems(table: string, items: readonly Item[]): Promise<void> {
    const batches: Item[][] = [];
    for (let first = 0; first < items.length; first += 25) batches.push(items.slice(first, first + 25));
    const next = async (): Promise<void> => {
      for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
        let left = { [table]: batch.map((Item) => ({ PutRequest: { Item } })) };
        while (Object.keys(left).length > 0) {
          const answer = await this.dynamodb.send(new BatchWriteItemCommand({ RequestItems: left }));
          left = (answer.UnprocessedItems ?? {}) as typeof left;
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, next));
  }

  /** The text of a version; `undefined` where no version has that label. */
  async secretText(secretArn: string, stage: string): Promise<string | undefined> {
    const stages = await this.secretStages(secretArn);
    if (!Object.values(stages).flat().includes(stage)) return undefined;
    const read = new GetSecretValueCommand({ SecretId: secretArn, VersionStage: stage });
    return (await this.secrets.send(read)).SecretString;
  }

  /** The staging labels of every version, by its id. */
  async secretStages(secretArn: string): Promise<Readonly<Record<string, readonly string[]>>> {
    const described = await this.secrets.send(new DescribeSecretCommand({ SecretId: secretArn }));
    return described.VersionIdsToStages ?? {};
  }

  /** Stores a text as a new version with these labels; `AWSCURRENT` by default, as an operator does. */
  async putSecret(secretArn: string, text: string, stages?: string[]): Promise<string> {
    const put = new PutSecretValueCommand({
      SecretId: secretArn,
      SecretString: text,
      ClientRequestToken: crypto.randomUUID(),
      ...(stages && { VersionStages: stages }),
    });
    return (await this.secrets.send(put)).VersionId ?? "";
  }

  close(): void {
    this.dynamodb.destroy();
    this.secrets.destroy();
  }
}
