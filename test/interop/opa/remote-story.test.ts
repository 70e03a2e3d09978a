/** The sample API with a real OPA as its remote policy engine: with a policy, without one, and when it has stopped. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { policyData } from "#core/authorize/access-rules";
import type { AccessRule } from "#core/settings/access-rules";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { type OpaServer, startOpa } from "./start-opa.ts";

const policy = fileURLToPath(new URL("../../../policy/ogcapi", import.meta.url));

const accessRules: AccessRule[] = [
  { who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } },
  { who: { apiKey: "*" }, may: ["read"], on: { collections: ["wells"] } },
];

/** An API that asks the OPA at `url`; the access rules are OPA's alone. */
const startAsking = (url: string): Promise<LocalApi> =>
  startLocalApi({
    settings: {
      version: 1,
      apiKeys: {},
      policy: { engine: "remote", url },
    },
  });

const wells = "/collections/wells/items";

describe("an API that asks a real OPA", () => {
  let folder = "";
  let opa: OpaServer;
  let api: LocalApi;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "interop-story-"));
    const data = join(folder, "data.json");
    await writeFile(data, JSON.stringify(policyData(accessRules)));
    opa = await startOpa(policy, data);
    api = await startAsking(opa.url);
  });
  after(async () => {
    await api?.close();
    await opa?.close();
    await rm(folder, { recursive: true, force: true });
  });
  const key = () => ({ "x-api-key": api.apiKey });

  test("serves what the policy opens to anyone", async () => {
    assert.equal((await ask(api.url, "/collections/lakes/items")).status, 200);
  });

  test("challenges nobody in particular for what needs a key, and serves it to the key", async () => {
    const challenged = await ask(api.url, wells);
    assert.equal(challenged.status, 401);
    assert.match(challenged.headers["www-authenticate"] ?? "", /X-API-Key/);
    assert.equal((await ask(api.url, wells, { headers: key() })).status, 200);
  });

  test("forbids the key what no rule grants it", async () => {
    const headers = { ...key(), "content-type": "application/geo+json" };
    assert.equal((await ask(api.url, wells, { method: "POST", headers, body: "{}" })).status, 403);
    assert.equal((await ask(api.url, "/collections/cities/items", { headers: key() })).status, 403);
  });

  test("follows a change of OPA's data at once", async () => {
    const address = "/v1/data/ogcapi/access/grants/collections/cities";
    const cities = "/collections/cities/items";
    assert.equal((await ask(api.url, cities)).status, 401);
    const body = JSON.stringify({ read: [{ anyone: true }] });
    const put = await ask(opa.url, address, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body,
    });
    assert.equal(put.status, 204);
    assert.equal((await ask(api.url, cities)).status, 200);
    assert.equal((await ask(opa.url, address, { method: "DELETE" })).status, 204);
    assert.equal((await ask(api.url, cities)).status, 401);
  });

  test("answers 500, never 403 and never the data, when OPA has stopped, and says nothing of why", async () => {
    const { hostname, port } = new URL(opa.url);
    await opa.close();
    for (const headers of [{}, key()]) {
      for (const path of [wells, "/collections/lakes/items"]) {
        const answer = await ask(api.url, path, { headers });
        assert.equal(answer.status, 500);
        for (const detail of [hostname, port, "OPA", "policy", "ECONNREFUSED"]) {
          assert.ok(!answer.text.includes(detail), `${detail} in ${answer.text}`);
        }
      }
    }
    assert.match(JSON.stringify(api.decisions.at(-1)), /policy_unavailable/);
  });
});

describe("an API that asks a real OPA without a policy", () => {
  let opa: OpaServer;
  let api: LocalApi;
  before(async () => {
    opa = await startOpa();
    api = await startAsking(opa.url);
  });
  after(async () => {
    await api?.close();
    await opa?.close();
  });

  test("answers 500 for every request: an undefined decision is a fault and no refusal", async () => {
    for (const headers of [{}, { "x-api-key": api.apiKey }]) {
      assert.equal((await ask(api.url, "/collections/lakes/items", { headers })).status, 500);
    }
    assert.match(JSON.stringify(api.decisions.at(-1)), /policy_undefined/);
  });
});
