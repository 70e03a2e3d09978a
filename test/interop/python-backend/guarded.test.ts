import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { backends, startGuarded } from "./guarded-backend.ts";

const wells = "/collections/wells/items";
const lakes = "/collections/lakes/items";

/** What the application saw, of an answer that it gave. */
function seen(answer: ExactAnswer): { principal: object; path: string; headers: Record<string, string> } {
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text);
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
      assert.deepEqual(principal, {
        ...anonymous,
        id: "local",
        key_id: "local",
        kind: "api-key",
        scheme: "apiKey",
      });
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

    test("is not reached by whom the authorizer refuses", async () => {
      assert.equal((await ask(api.url, wells, { headers: forged })).status, 401);
      assert.equal((await ask(api.url, "/admin", { headers: { "x-api-key": api.apiKey } })).status, 403);
    });
  });
}
