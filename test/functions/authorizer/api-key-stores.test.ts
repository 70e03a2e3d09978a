/** API keys as the function is wired to look them up: static ones in a secret, managed ones in a table, by AWS's clients. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, mock, test } from "node:test";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import { startKeyTable } from "#test/adapters/api-keys/key-table-peer";
import { issuedKey, keySettings, newPepper } from "#test/adapters/api-keys/managed-keys-on-a-fake-clock";
import { noHurry } from "#test/core/asked";
import { apiKeyStore } from "../../../functions/authorizer/api-key-stores.ts";
import { readConfiguration } from "../../../functions/authorizer/configuration.ts";

const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-a1b2c3";

describe("the function's API keys", () => {
  const pepper = newPepper();
  const partner = randomBytes(24).toString("base64url");
  const secret = { pepper, keys: { partner } };
  let secretReads = 0;
  const secrets = createServer((_, response) => {
    secretReads++;
    response.end(JSON.stringify({ SecretString: JSON.stringify(secret), CreatedDate: 1 }));
  });
  let peer: Awaited<ReturnType<typeof startKeyTable>>;
  let store: ApiKeyStore;
  before(async () => {
    peer = await startKeyTable();
    await new Promise<void>((resolve) => secrets.listen(0, "127.0.0.1", resolve));
    const { port } = secrets.address() as AddressInfo;
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = `http://127.0.0.1:${port}`;
    const managed = { environment: "live", lastUse: true };
    store = await apiKeyStore({ ...keySettings, managed }, secretArn, peer.name);
  });
  after(() => {
    delete process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
    secrets.closeAllConnections();
    secrets.close();
    peer.close();
  });

  test("are found in the secret and in the table, of which the secret is read once for both", async () => {
    const { text, record } = issuedKey(pepper, { name: "desk", scopes: ["balance"] });
    await peer.put(record);
    assert.deepEqual(await store.find(text, noHurry), { name: "desk", id: record.id, scopes: ["balance"] });
    assert.deepEqual(await store.find(partner, noHurry), { name: "partner", id: "partner", scopes: [] });
    assert.deepEqual(await store.find(issuedKey(pepper).text, noHurry), { rejected: "api_key_unknown" });
    assert.deepEqual(await store.find(`${partner}x`, noHurry), { rejected: "api_key_unknown" });
    assert.equal(secretReads, 1);
  });

  test("have the day of their use in the table when the answer is given", async () => {
    const { text, record } = issuedKey(pepper);
    await peer.put(record);
    await store.find(text, noHurry);
    const today = new Date().toISOString().slice(0, 10);
    assert.ok(((await peer.item(record.id))?.lastUsedDay?.S ?? "") >= today.slice(0, 8));
  });

  test("are read anew in time also where the clock of the day was put back meanwhile", async () => {
    const day = Date.now();
    mock.timers.enable({ apis: ["Date"], now: day });
    try {
      const readAnew = await apiKeyStore({ ...keySettings, refreshSeconds: 60 }, secretArn, peer.name);
      const before = secretReads;
      for (const seconds of [0, 50, 20, 29]) {
        mock.timers.setTime(day + seconds * 1000);
        await readAnew.find(partner, noHurry);
      }
      assert.equal(secretReads - before, 1);
      mock.timers.setTime(day + 31_000);
      await readAnew.find(partner, noHurry);
      assert.equal(secretReads - before, 2);
    } finally {
      mock.timers.reset();
    }
  });

  test("are all static where there are no managed ones, also those that look like one", async () => {
    const { text } = issuedKey(pepper);
    const { managed: _, ...settings } = keySettings;
    secret.keys = Object.assign({}, secret.keys, { desk: text });
    const statics = await apiKeyStore(settings, secretArn, "");
    assert.deepEqual(await statics.find(text, noHurry), { name: "desk", id: "desk", scopes: [] });
  });
});

describe("the function's configuration", () => {
  const environment = { API_KEY_SECRET_ARN: secretArn, API_KEY_TABLE_NAME: "keys" };
  const folder = mkdtempSync(path.join(tmpdir(), "configuration-"));
  after(() => rmSync(folder, { recursive: true }));

  function configurationOf(apiKeys: object | undefined, variables: Record<string, string>) {
    const settings = { apiKeys, policy: { engine: "remote" } };
    writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings));
    const { apiKeySecretArn, apiKeyTableName } = readConfiguration(folder, variables);
    return { apiKeySecretArn, apiKeyTableName };
  }

  test("has secret and table of the environment, each where it is needed", () => {
    assert.deepEqual(configurationOf({ managed: {} }, environment), {
      apiKeySecretArn: secretArn,
      apiKeyTableName: "keys",
    });
    assert.equal(configurationOf({}, environment).apiKeyTableName, undefined);
    assert.equal(configurationOf(undefined, environment).apiKeySecretArn, undefined);
  });

  test("names the variable that is missing, at start", () => {
    const { API_KEY_SECRET_ARN, API_KEY_TABLE_NAME } = environment;
    assert.throws(() => configurationOf({}, { API_KEY_TABLE_NAME }), /API_KEY_SECRET_ARN is missing/);
    assert.throws(
      () => configurationOf({ managed: {} }, { API_KEY_SECRET_ARN }),
      /Managed API keys are configured, but the environment variable API_KEY_TABLE_NAME is missing/,
    );
    assert.throws(
      () => configurationOf({ managed: {} }, { ...environment, API_KEY_TABLE_NAME: "" }),
      /missing/,
    );
  });
});
