/** A table in the kept emulator of DynamoDB, in this process, that the real client reads. */
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { keyItem } from "#adapters/api-keys/key-item";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { idAttribute } from "#core/settings/api-key-table";

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
  const dynalite: (options: { createTableMs: number }) => Server = createRequire(import.meta.url)("dynalite");
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pointClientsTo(endpoint);
  const client = new DynamoDBClient();
  const TableName = "keys";
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: idAttribute, AttributeType: "S" }],
      KeySchema: [{ AttributeName: idAttribute, KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
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
      server.closeAllConnections();
      server.close();
    },
  };
}
