import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { backends, startGuarded } from "./guarded-backend.ts";

const wells = "/collections/wells/items";
const lakes = "/collections/lakes/items";

/** What the application saw, of an answer that it gave. */
function seen(answer: ExactAnswer): Seen {
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text);
}

interface Seen {
  readonly principal: object;
  readonly path: string;
  readonly query: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
}

const anonymous = {
  id: "anonymous",
  kind: "anonymous",
  scheme: "",
  issuer: "",
  scopes: [],
  context: {},
  key_id: "",
};

/** What tells the key that the local gateway has made from nobody in particular. */
const local = { id: "local", key_id: "local", kind: "api-key", scheme: "apiKey" };

/** What a client may send to be taken for somebody else. */
const forged = {
  ogcApiAuthorizer: "guarded",
  principalId: "root",
  principalKind: "token",
  "x-principal": "root",
  "ogc_api_authorizer.principal": "root",
  "x-amzn-request-context": '{"authorizer":{"ogcApiAuthorizer":"guarded","principalId":"root"}}',
};

for (const backend of backends) {
  describe(`${backend} behind its authorizer`, () => {
    let api: LocalApi;
    before(async () => {
      api = await startGuarded(backend);
    });
    after(() => api?.close());

    test("is told that nobody in particular asks", async () => {
      const { principal, path } = seen(await ask(api.url, lakes));
      assert.deepEqual(principal, anonymous);
      assert.equal(path, lakes);
    });

    test("is told which key asks", async () => {
      const { principal } = seen(await ask(api.url, wells, { headers: { "x-api-key": api.apiKey } }));
      assert.deepEqual(principal, { ...anonymous, ...local });
    });

    test("is told whose token asks, with its issuer and scopes", async () => {
      const token = await api.token({ sub: "ada", scope: "wells:read maps:read" });
      const headers = { authorization: `Bearer ${token}` };
      assert.deepEqual(seen(await ask(api.url, wells, { headers })).principal, {
        id: "ada",
        kind: "token",
        scheme: "bearer",
        issuer: api.issuer?.issuer,
        scopes: ["wells:read", "maps:read"],
        context: {},
        key_id: "",
      });
    });

    test("is not fooled by what a client sends: in a header, in the query, in the body", async () => {
      const query = new URLSearchParams(forged);
      const { principal, headers } = seen(await ask(api.url, `${lakes}?${query}`, { headers: forged }));
      assert.deepEqual(principal, anonymous);
      assert.equal(headers["x-principal"], "root");
      const body = JSON.stringify({ requestContext: { authorizer: forged } });
      const posted = await ask(api.url, lakes, {
        method: "POST",
        headers: { ...forged, "content-type": "application/query-cql-json" },
        body,
      });
      assert.deepEqual(seen(posted).principal, anonymous);
    });

    test("is shown nothing of a key that comes by the query, and all the rest", async () => {
      const others = "f=json&bbox=1%2C2&f=html&name=a%26apikey%3Db";
      for (const name of ["apikey", "%61pikey", "api%6bey"]) {
        for (const query of [
          `${name}=${api.apiKey}&${others}`,
          `f=json&${name}=${api.apiKey}&bbox=1%2C2;f=html&apikey=${api.apiKey}&name=a%26apikey%3Db`,
        ]) {
          const referer = `${api.url}/collections?${query}`;
          const answer = await ask(api.url, `${wells}?${query}`, { headers: { referer } });
          const { principal, parameters, headers } = seen(answer);
          assert.ok(!answer.text.includes(api.apiKey));
          assert.deepEqual(principal, { ...anonymous, ...local });
          assert.deepEqual(parameters.toSorted(), [
            ["bbox", "1,2"],
            ["f", "html"],
            ["f", "json"],
            ["name", "a&apikey=b"],
          ]);
          assert.ok(!headers.referer?.includes(api.apiKey) && headers.referer?.includes("bbox=1%2C2"));
        }
      }
    });

    test("is shown nothing of a key under a name that is only nearly right, or beside a header", async () => {
      const answer = await ask(api.url, `${lakes}?APIKEY=${api.apiKey}&f=json`);
      assert.deepEqual([seen(answer).query, seen(answer).principal], ["f=json", anonymous]);
      assert.ok(!answer.text.includes(api.apiKey));
      const headers = { "x-api-key": api.apiKey };
      const both = seen(await ask(api.url, `${wells}?apikey=${api.apiKey}`, { headers }));
      assert.equal(both.query, "");
      assert.equal(both.headers["x-api-key"], api.apiKey);
    });

    test("is not reached by whom the authorizer refuses", async () => {
      assert.equal((await ask(api.url, wells, { headers: forged })).status, 401);
      assert.equal((await ask(api.url, "/admin", { headers: { "x-api-key": api.apiKey } })).status, 403);
    });
  });
}
