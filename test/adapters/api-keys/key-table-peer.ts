/** A table in the kept emulator of DynamoDB, in this process, that the real client reads. */
import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { keyItem } from "#adapters/api-keys/key-item";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { startDynamoDb } from "#local/aws/dynamodb/dynamodb";
import { keyTableDefinition } from "#local/local-tables";

type Item = ReturnType<typeof keyItem>;

/** What the AWS client reads of its environment, for a server on this machine that checks no signature. */
export function pointClientsTo(url: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
}

/** A running emulator with an empty table. */
export async function startKeyTable() {
  const TableName = "keys";
  const dynamodb = await startDynamoDb([keyTableDefinition(TableName)]);
  const { url: endpoint, close } = await startAwsEndpoint({ dynamodb });
  pointClientsTo(endpoint);
  const client = new DynamoDBClient();
  const keyOf = (id: string) => ({ TableName, Key: { id: { S: id } } });
  return {
    name: TableName,
    endpoint,
    put: (record: KeyRecord, more: Item = {}) =>
      client.send(new PutItemCommand({ TableName, Item: { ...keyItem(record), ...more } })),
    item: async (id: string) =>
      (await client.send(new GetItemCommand({ ...keyOf(id), ConsistentRead: true }))).Item,
    remove: (id: string) => client.send(new DeleteItemCommand(keyOf(id))),
    close() {
      client.destroy();
      return close();
    },
  };
}
