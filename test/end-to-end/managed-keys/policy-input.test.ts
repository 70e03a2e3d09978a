/** What a policy is told about a managed key, and what the settings name instead of what the stack would make. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { sampleSettings } from "../sample-settings.ts";
import { keyDesk } from "./key-desk.ts";

const wells = "/collections/wells/items?limit=1";

describe("a remote policy", () => {
  const asked: string[] = [];
  let server: Server;
  let remote: LocalApi;
  before(async () => {
    server = createServer((request, response) => {
      request.on("data", (chunk) => asked.push(String(chunk)));
      request.on("end", () => response.end('{"result":true}'));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = sampleSettings({
      policy: { engine: "remote", url },
      apiKeys: {
        basic: true,
        queryParameter: "apikey",
        secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:own-keys-AbCdEf",
        managed: { environment: "test", tableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/own-keys" },
      },
    });
    remote = await startLocalApi({ settings });
  });
  after(async () => {
    await remote?.close();
    server.closeAllConnections();
    server.close();
  });

  test("is told the name, the id and the scopes of a key in a table of one's own, and never the key", async () => {
    const own = await keyDesk(remote);
    try {
      assert.deepEqual([own.tableName, own.secretArn.includes("own-keys")], ["own-keys", true]);
      const { key, id } = await own.make({ scopes: ["wells:read"] });
      for (const [path, headers] of [
        [wells, { "x-api-key": key }],
        [wells, { authorization: `Basic ${Buffer.from(`qgis:${key}`).toString("base64")}` }],
        [`${wells}&apikey=${key}`, {}],
      ] as const) {
        asked.length = 0;
        assert.equal((await ask(remote.url, path, { headers })).status, 200);
        const { input } = JSON.parse(asked.join(""));
        const { kind, id: name, keyId, scopes } = input.principal;
        assert.deepEqual([kind, name, keyId, scopes], ["api-key", "partner", id, ["wells:read"]]);
        assert.deepEqual(input.request.query, { limit: ["1"] });
        assert.ok(!asked.join("").includes(key.slice(-20)));
      }
    } finally {
      own.close();
    }
  });
});
