/** What changes about managed keys while environments run: revoked ones end in time, and so does what nobody can check. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "../decision-about.ts";
import { sampleSettings } from "../sample-settings.ts";
import { type KeyDesk, keyDesk } from "./key-desk.ts";

const wells = "/collections/wells/items?limit=1";
const refreshSeconds = 1;

let first: LocalApi;
let second: LocalApi;
let desk: KeyDesk;
before(async () => {
  const managed = { environment: "local" };
  first = await startLocalApi({ settings: sampleSettings({ apiKeys: { managed, refreshSeconds } }) });
  desk = await keyDesk(first);
  const tableArn = `arn:aws:dynamodb:us-east-1:123456789012:table/${desk.tableName}`;
  second = await startLocalApi({
    awsEndpoint: first.awsEndpoint,
    settings: sampleSettings({
      apiKeys: { managed: { ...managed, tableArn }, secretArn: desk.secretArn, refreshSeconds },
    }),
  });
});
after(async () => {
  desk?.close();
  await second?.close();
  await first?.close();
});

const answerTo = (api: LocalApi, key: string) => ask(api.url, wells, { headers: { "x-api-key": key } });

async function statusAndReason(api: LocalApi, key: string) {
  const answer = await answerTo(api, key);
  return [answer.status, (await decisionAbout(api, answer)).reason];
}

/** Asks until the status is another one; every answer until then must be the one before. */
async function statusAfter(api: LocalApi, key: string, before: number, within: number): Promise<number> {
  for (const end = Date.now() + within; Date.now() < end; await sleep(20)) {
    const { status } = await answerTo(api, key);
    if (status !== before) return status;
  }
  return before;
}

describe("a key that is revoked", () => {
  test("is refused by two running environments within apiKeys.refreshSeconds", async () => {
    const { key, id } = await desk.make();
    for (const api of [first, second]) assert.equal((await answerTo(api, key)).status, 200);
    await desk.change(id, { state: "revoked" });
    const revokedAt = Date.now();
    while (Date.now() < revokedAt + refreshSeconds * 1000) await sleep(20);
    for (const api of [first, second]) {
      assert.deepEqual(await statusAndReason(api, key), [401, "api_key_revoked"]);
    }
  });

  test("that was disabled works again when it is enabled", async () => {
    const { key, id } = await desk.make({ state: "disabled" });
    assert.deepEqual(await statusAndReason(first, key), [401, "api_key_disabled"]);
    await desk.change(id, { state: "active" });
    assert.equal(await statusAfter(first, key, 401, 5000), 200);
  });

  test("by the removal of its record is refused as well", async () => {
    const { key, id } = await desk.make();
    assert.equal((await answerTo(second, key)).status, 200);
    await desk.remove(id);
    await sleep(refreshSeconds * 1000);
    assert.deepEqual(await statusAndReason(second, key), [401, "api_key_unknown"]);
  });
});

describe("a key that nobody had when it was tried", () => {
  test("works soon after it is made", async () => {
    const { key, id } = await desk.make();
    const record = await desk.record(id);
    await desk.remove(id);
    assert.deepEqual(await statusAndReason(first, key), [401, "api_key_unknown"]);
    await desk.put(record);
    assert.equal(await statusAfter(first, key, 401, 8000), 200);
  });
});

describe("a table that is gone", () => {
  test("is a 500 for managed keys once their records are too old, and never an allow; back, it is a 200", async () => {
    const { key, id } = await desk.make();
    const record = await desk.record(id);
    assert.equal((await answerTo(first, key)).status, 200);
    await desk.removeTable();
    await sleep(refreshSeconds * 1000);
    for (let asked = 0; asked < 5; asked += 1) {
      assert.deepEqual(await statusAndReason(first, key), [500, "key_table_unavailable"]);
    }
    assert.equal((await ask(first.url, "/collections/lakes/items")).status, 200);
    assert.equal((await answerTo(first, first.apiKey)).status, 200);
    await desk.restoreTable();
    await desk.put(record);
    assert.equal(await statusAfter(first, key, 500, 10_000), 200);
  });
});

describe("an API whose secrets and table are in an emulator elsewhere", () => {
  const apiKeys = { managed: { environment: "local" }, refreshSeconds };

  test("is not started where the settings do not name them", async () => {
    const awsEndpoint = first.awsEndpoint;
    const settings = sampleSettings({ apiKeys });
    await assert.rejects(startLocalApi({ awsEndpoint, settings }), /set apiKeys\.secretArn/);
    const named = sampleSettings({ apiKeys: { ...apiKeys, secretArn: desk.secretArn } });
    await assert.rejects(startLocalApi({ awsEndpoint, settings: named }), /set apiKeys\.managed\.tableArn/);
  });

  test("changes no secret there", () => {
    assert.equal(second.apiKey, "");
    assert.throws(() => second.setApiKeySecret("{}"), /change them there/);
  });
});
