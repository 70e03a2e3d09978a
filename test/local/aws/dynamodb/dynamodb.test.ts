/** DynamoDB on this machine, with tables as a template has them, asked by AWS's own client. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { type AwsEndpoint, startAwsEndpoint } from "#local/aws/aws-endpoint";
import { startDynamoDb } from "#local/aws/dynamodb/dynamodb";
import { templateTables } from "#local/gateway/template/tables";
import { pseudoParameters, withResources } from "#test/local/gateway/sample-template";
import { clientOf, signedHeaders } from "../signed-client.ts";

const template = withResources({
  Keys: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "name", AttributeType: "S" },
      ],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byName",
          KeySchema: [{ AttributeName: "name", KeyType: "HASH" }],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
      BillingMode: "PAY_PER_REQUEST",
    },
  },
});

let endpoint: AwsEndpoint;
let client: DynamoDBClient;
const TableName = "sample-Keys";
before(async () => {
  const tables = templateTables(template, pseudoParameters);
  const dynamodb = await startDynamoDb(
    tables.map(({ name, definition }) => ({ TableName: name, ...definition })),
  );
  endpoint = await startAwsEndpoint({ dynamodb });
  client = new DynamoDBClient(clientOf(endpoint.url));
});
after(() => {
  client.destroy();
  return endpoint.close();
});

describe("a table of the template", () => {
  test("is there at once, under its name, with its key, index and way of paying", async () => {
    assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, [TableName]);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    assert.equal(Table?.TableStatus, "ACTIVE");
    assert.equal(Table?.BillingModeSummary?.BillingMode, "PAY_PER_REQUEST");
    assert.deepEqual(Table?.KeySchema, [{ AttributeName: "id", KeyType: "HASH" }]);
    const [index] = Table?.GlobalSecondaryIndexes ?? [];
    assert.deepEqual([index?.IndexName, index?.Projection?.ProjectionType], ["byName", "KEYS_ONLY"]);
  });

  test("keeps items, bytes included, and finds them by key and by index", async () => {
    const item = { id: { S: "a" }, name: { S: "partner" }, digest: { B: new Uint8Array([0, 255, 10]) } };
    await client.send(new PutItemCommand({ TableName, Item: item }));
    const read = await client.send(
      new GetItemCommand({ TableName, Key: { id: { S: "a" } }, ConsistentRead: true }),
    );
    assert.deepEqual(read.Item?.digest?.B, item.digest.B);
    const found = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "byName",
        KeyConditionExpression: "#name = :name",
        ExpressionAttributeNames: { "#name": "name" },
        ExpressionAttributeValues: { ":name": { S: "partner" } },
      }),
    );
    assert.deepEqual(found.Items, [{ id: { S: "a" }, name: { S: "partner" } }]);
  });

  test("refuses a write whose condition does not hold", async () => {
    const put = new PutItemCommand({
      TableName,
      Item: { id: { S: "b" }, name: { S: "x" } },
      ConditionExpression: "attribute_not_exists(id)",
    });
    await client.send(put);
    await assert.rejects(client.send(put), ConditionalCheckFailedException);
  });
});

test("a table that nobody made is not found", async () => {
  const get = new GetItemCommand({ TableName: "other", Key: { id: { S: "a" } } });
  await assert.rejects(client.send(get), ResourceNotFoundException);
});

test("a table that DynamoDB refuses is told in DynamoDB's words", async () => {
  const wrong = {
    TableName: "wrong",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [],
    KeySchema: [],
  };
  await assert.rejects(startDynamoDb([wrong]), /the table wrong cannot be made: .*ValidationException/);
});

describe("a request that no client makes", () => {
  const headers = {
    ...signedHeaders("dynamodb"),
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": "DynamoDB_20120810.GetItem",
  };
  const send = (body: string, others: Record<string, string> = {}) =>
    fetch(endpoint.url, { method: "POST", headers: { ...headers, ...others }, body });

  for (const body of ["", "null", "[]", '"x"', "{", "{}", '{"TableName":{},"Key":null}', '{"__proto__":1}']) {
    test(`with the body ${body || "of no bytes"} is refused`, async () => {
      const answer = await send(body);
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /SerializationException|ValidationException/);
    });
  }

  test("for an operation that DynamoDB does not have is refused", async () => {
    const answer = await send("{}", { "X-Amz-Target": "DynamoDB_20120810.constructor" });
    assert.match(await answer.text(), /UnknownOperationException/);
  });

  test("from a web page is answered without leave for the page to read it", async () => {
    const answer = await send("{}", { Origin: "https://attacker.example" });
    assert.equal(answer.headers.get("Access-Control-Allow-Origin"), null);
  });
});
