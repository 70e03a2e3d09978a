/** The fault proxy against AWS's SDK: what it passes on, and what the SDK makes of each fault. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, describe, test } from "node:test";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  brokenInside,
  denied,
  type FaultProxy,
  gone,
  type ServiceFault,
  startFaultProxy,
  throttled,
  throughputExceeded,
} from "./fault-proxy.ts";

describe("the fault proxy", () => {
  const emulator = createServer((incoming, response) => {
    incoming.resume().once("end", () => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
      response.end('{"Item":{"id":{"S":"one"}},"SecretString":"text"}');
    });
  });
  let proxy: FaultProxy;
  let dynamodb: DynamoDBClient;
  let secrets: SecretsManagerClient;
  before(async () => {
    await new Promise<void>((resolve) => emulator.listen(0, "127.0.0.1", resolve));
    const address = emulator.address();
    assert.ok(typeof address === "object" && address !== null);
    proxy = await startFaultProxy(`http://127.0.0.1:${address.port}`);
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const common = { endpoint: proxy.url, region: "us-east-1", credentials, maxAttempts: 1 };
    dynamodb = new DynamoDBClient(common);
    secrets = new SecretsManagerClient(common);
  });
  after(async () => {
    dynamodb?.destroy();
    secrets?.destroy();
    await proxy?.close();
    emulator.close();
    emulator.closeAllConnections();
  });
  beforeEach(() => proxy.heal());

  const read = (milliseconds = 500) =>
    dynamodb.send(new GetItemCommand({ TableName: "keys", Key: { id: { S: "one" } } }), {
      abortSignal: AbortSignal.timeout(milliseconds),
    });
  const secret = () => secrets.send(new GetSecretValueCommand({ SecretId: "keys" }));

  test("passes calls of both services on, and tells which they were", async () => {
    const before = proxy.calls.length;
    assert.equal((await read()).Item?.id?.S, "one");
    assert.equal((await secret()).SecretString, "text");
    assert.deepEqual(proxy.calls.slice(before), [
      { operation: "GetItem", input: { TableName: "keys", Key: { id: { S: "one" } } } },
      { operation: "GetSecretValue", input: { SecretId: "keys" } },
    ]);
  });

  for (const fault of [throughputExceeded, throttled, denied, gone, brokenInside]) {
    test(`answers ${fault.error} for the service that fails, and for no other`, async () => {
      proxy.fail("dynamodb", fault);
      await assert.rejects(read(), { name: fault.error });
      assert.equal((await secret()).SecretString, "text");
      proxy.heal();
      proxy.fail("secretsmanager", fault);
      await assert.rejects(secret(), { name: fault.error });
      assert.equal((await read()).Item?.id?.S, "one");
    });
  }

  const broken: Readonly<Record<string, [ServiceFault, object]>> = {
    "breaks the connection": ["cut", { code: "ECONNRESET" }],
    "breaks it within an answer": ["cut in the answer", { code: "ECONNRESET" }],
    "answers what is no JSON": ["no JSON", { name: "SyntaxError" }],
    "gives no answer": ["silent", { name: "AbortError" }],
    "gives one too late": [{ delayedBy: 2000 }, { name: "AbortError" }],
  };
  for (const [title, [fault, expected]] of Object.entries(broken)) {
    test(`${title}, and heals`, async () => {
      proxy.fail("dynamodb", fault);
      await assert.rejects(read(), expected);
      proxy.heal();
      assert.equal((await read()).Item?.id?.S, "one");
    });
  }

  test("passes on late what may be late", async () => {
    proxy.fail("dynamodb", { delayedBy: 100 });
    const began = performance.now();
    assert.equal((await read(5000)).Item?.id?.S, "one");
    assert.ok(performance.now() - began >= 90);
  });

  test("lets only the operations fail that are named", async () => {
    proxy.fail("dynamodb", throttled, ["UpdateItem"]);
    assert.equal((await read()).Item?.id?.S, "one");
  });
});
