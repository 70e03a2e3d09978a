/** pygeoapi whose process is opened to one managed key by an access rule, while everything else stays as it is. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { pygeoapiBackend, startBehindGateway } from "../../pygeoapi/start-protected.ts";
import type { DeployedKeys } from "../deployed-keys.ts";

/** The name of the one key, which a rotation keeps. */
const processor = "processor";

const addresses = ["/processes/hello-world", "/processes/hello-world/execution"] as const;
const greeting = JSON.stringify({ inputs: { name: "Ada" } });

export function oneProcess(deployed: () => DeployedKeys): void {
  describe("pygeoapi with one process for one key", () => {
    let api: LocalApi;
    let [key, other] = ["", ""];
    before(async () => {
      key = (await deployed().document("create", "--name", processor)).key;
      other = (await deployed().document("create", "--name", "reader")).key;
      const settings = deployed().withItsKeys({
        backend: pygeoapiBackend,
        accessRules: [
          {
            who: "anyone",
            may: ["read"],
            on: { api: true, assets: true, collections: ["*"], processes: ["water-balance"] },
          },
          { who: "anyone", may: ["execute"], on: { processes: ["water-balance"] } },
          { who: { apiKey: processor }, may: ["read", "execute"], on: { processes: ["hello-world"] } },
        ],
      });
      api = await startBehindGateway({ settings, awsEndpoint: deployed().cloud.endpoint });
    });
    after(() => api?.close());

    const withKey = (text: string) => ({ "x-api-key": text });
    const execute = (process: string, body: string, headers: object = {}) =>
      ask(api.url, `/processes/${process}/execution`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });

    test("challenges nobody in particular at every address of the process (OGC API – Processes)", async () => {
      for (const path of addresses) {
        for (const method of ["GET", "HEAD"]) {
          const { status, headers } = await ask(api.url, path, { method });
          assert.equal(status, 401, `${method} ${path}`);
          assert.match(headers["www-authenticate"] ?? "", /ApiKey realm=.*X-API-Key/);
        }
      }
      const answer = await execute("hello-world", greeting);
      assert.equal(answer.status, 401);
      assert.ok(!answer.text.includes("Hello Ada!"));
    });

    test("refuses another valid key, which no challenge could help", async () => {
      for (const path of addresses) {
        for (const method of ["GET", "HEAD"]) {
          const { status } = await ask(api.url, path, { method, headers: withKey(other) });
          assert.equal(status, 403, `${method} ${path}`);
        }
      }
      assert.equal((await execute("hello-world", greeting, withKey(other))).status, 403);
    });

    test("describes the process to the key, and executes it", async () => {
      const described = await ask(api.url, "/processes/hello-world", { headers: withKey(key) });
      assert.equal(described.status, 200);
      assert.equal(JSON.parse(described.text).id, "hello-world");
      const executed = await execute("hello-world", greeting, withKey(key));
      assert.equal(executed.status, 200);
      assert.match(executed.text, /Hello Ada!/);
    });

    test("opens the process to the key that has replaced it, without another rule", async () => {
      const successor = (await deployed().document("rotate", processor, "--overlap", "1h")).key;
      for (const each of [key, successor]) {
        assert.equal((await execute("hello-world", greeting, withKey(each))).status, 200);
      }
    });

    test("leaves all else as it is: collections and the other process are open to anyone", async () => {
      for (const headers of [{}, withKey(key), withKey(other)]) {
        for (const path of ["/", "/collections", "/collections/lakes/items", "/processes/water-balance"]) {
          assert.equal((await ask(api.url, path, { headers })).status, 200, path);
        }
        const balance = JSON.stringify({ inputs: { precipitation: 900, evaporation: 500, runoff: 300 } });
        const executed = await execute("water-balance", balance, headers);
        assert.equal(executed.status, 200);
        assert.deepEqual(JSON.parse(executed.text), { id: "balance", value: 100 });
      }
    });
  });
}
