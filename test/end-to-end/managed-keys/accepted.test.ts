/** Managed keys that are good: wherever clients put them, for what they were made, and seen by nobody else. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "../decision-about.ts";
import { sampleSettings } from "../sample-settings.ts";
import { type KeyDesk, keyDesk } from "./key-desk.ts";

const wells = "/collections/wells/items?limit=1";
const basic = (userName: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`,
});

/** The rules of settings/local.json, but a process that is open to one key and not to every key. */
const { accessRules = [] } = sampleSettings();
const rules: SettingsInput["accessRules"] = [
  ...accessRules.filter(({ on }) => !JSON.stringify(on).includes("water-balance")),
  { who: { apiKey: "partner" }, may: ["read", "execute"], on: { processes: ["water-balance"] } },
];
const apiKeys = {
  managed: { environment: "local" },
  basic: true,
  queryParameter: "apikey",
  refreshSeconds: 1,
};

let api: LocalApi;
let desk: KeyDesk;
/** Everything that a run of the API writes anywhere. */
const written: unknown[] = [];
before(async () => {
  const write = (...said: unknown[]) => void written.push(said);
  const settings = sampleSettings({ apiKeys, accessRules: rules });
  api = await startLocalApi({ settings, onAccess: write, onDecision: write, onLog: write });
  desk = await keyDesk(api);
});
after(async () => {
  desk?.close();
  await api?.close();
});

describe("a managed key", () => {
  test("is taken in the header, as Basic user name or password, and in the query", async () => {
    const { key, id } = await desk.make();
    const places: [string, Record<string, string>][] = [
      [wells, { "x-api-key": key }],
      [wells, basic(key, "")],
      [wells, basic("", key)],
      [wells, basic("qgis", key)],
      [wells, basic(key, "x-oauth-basic")],
      [`${wells}&apikey=${key}`, {}],
    ];
    for (const [path, headers] of places) {
      const answer = await ask(api.url, path, { headers });
      const line = await decisionAbout(api, answer);
      assert.equal(answer.status, 200, line.reason);
      assert.deepEqual([line.principalId, line.keyId], ["partner", id]);
    }
  });

  test("notes the day on which it was used, and no more than that", async () => {
    const { key, id } = await desk.make();
    const before = await desk.record(id);
    const day = () => new Date().toISOString().slice(0, 10);
    const first = day();
    assert.equal((await ask(api.url, wells, { headers: { "x-api-key": key } })).status, 200);
    const { lastUsedDay, ...rest } = await desk.record(id);
    assert.ok(lastUsedDay === first || lastUsedDay === day(), lastUsedDay);
    assert.deepEqual(rest, before);
  });

  test("has the scopes that it was made with", async () => {
    const body = JSON.stringify({
      type: "Feature",
      geometry: { type: "Point", coordinates: [10, 50] },
      properties: { name: "new" },
    });
    const create = (key: string) =>
      ask(api.url, "/collections/wells/items", {
        method: "POST",
        headers: { "x-api-key": key, "content-type": "application/geo+json" },
        body,
      });
    const [writer, reader] = [await desk.make({ scopes: ["wells:write"] }), await desk.make()];
    assert.equal((await create(reader.key)).status, 403);
    assert.equal((await create(writer.key)).status, 201);
  });

  test("opens the process that is opened to its name, and the rest stays as it is", async () => {
    const [partner, other] = [await desk.make(), await desk.make({ name: "other" })];
    const statuses = async (path: string) => {
      const answers = [];
      for (const headers of [{ "x-api-key": partner.key }, { "x-api-key": other.key }, {}]) {
        answers.push((await ask(api.url, path, { headers })).status);
      }
      return answers;
    };
    assert.deepEqual(await statuses("/processes/water-balance"), [200, 403, 401]);
    assert.deepEqual(await statuses("/processes/hello-world"), [200, 200, 200]);
    assert.deepEqual(await statuses(wells), [200, 200, 401]);
  });

  test("is made under the name that its successor has too, so that rules outlive a rotation", async () => {
    const old = await desk.make({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
    const { key } = await desk.make();
    for (const each of [old.key, key]) {
      const answer = await ask(api.url, "/processes/water-balance", { headers: { "x-api-key": each } });
      assert.equal(answer.status, 200);
    }
  });

  test("leaves static keys as they are", async () => {
    assert.equal((await ask(api.url, wells, { headers: { "x-api-key": api.apiKey } })).status, 200);
  });
});

test("no line that anything writes holds a key, its secret, or the pepper", async () => {
  const { key, id } = await desk.make({ owner: "canary-owner" });
  const other = (await desk.make()).key;
  const refused = `${key.slice(0, -1)}${key.endsWith("a") ? "b" : "a"}`;
  for (const [path, headers] of [
    [wells, { "x-api-key": key }],
    [`${wells}&apikey=${key}`, {}],
    [`${wells}&apikey=${other}`, { "x-api-key": key }],
    [wells, basic(key, other)],
    [wells, { "x-api-key": refused }],
    [`${wells}&apikey=${refused}`, {}],
  ] as const) {
    await decisionAbout(api, await ask(api.url, path, { headers }));
  }
  const all = JSON.stringify(written);
  assert.ok(all.includes(id), "the id is what operators see");
  const secret = key.slice(key.indexOf(id) + id.length);
  for (const canary of [key, secret, secret.slice(0, 32), refused, other, desk.pepper, "canary-owner"]) {
    assert.ok(!all.includes(canary));
    // As the beginning of Basic credentials; the last letters depend on what follows.
    assert.ok(!all.includes(Buffer.from(canary).toString("base64").slice(0, -4)));
  }
});
