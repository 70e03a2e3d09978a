/** Other spellings of protected addresses: fastgeoapi by itself answers many; none gets past the authorizer. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { type DirectFastgeoapi, startDirectFastgeoapi } from "./start-fastgeoapi.ts";
import { type ProtectedFastgeoapi, startProtected } from "./start-protected.ts";

/** Spellings under which fastgeoapi 0.4 serves its reload, its own description or the observations. */
const servedDirectly = [
  "/admin/config/reload?x=1",
  "/%61dmin/config/reload",
  "/admin/config/%72eload",
  "/admin/config%2freload",
  "/admin%2Fconfig%2Freload",
  "/openapi%2Ejson",
  "/%6fpenapi.json",
  "/%64ocs",
  "/%67eoapi/collections/obs/items",
  "/geoapi%2Fcollections/obs/items",
  "/geoapi/%63ollections/obs/items",
  "/geoapi/collections/%6fbs/items",
  "/geoapi/collections/obs%2Fitems",
  "/geoapi/collections/obs/items%2F101",
  "/geoapi/collections/obs/items/%31%30%31",
];

/** Spellings under which it finds nothing today, or redirects; a proxy or a release later it may. */
const servedNowhere = [
  "/admin/config/reload/",
  "//admin/config/reload",
  "/admin//config/reload",
  "/admin/./config/reload",
  "/ADMIN/config/reload",
  "/admin/config/reload;x=1",
  "/admin/config/reload%3Fx",
  "/admin/config/reload%00",
  "/geoapi/admin/config/reload",
  "/geoapi/../admin/config/reload",
  "/geoapi/%2e%2e/admin/config/reload",
  "/geoapi%2f..%2fadmin/config/reload",
  "/geoapi%2f%2e%2e%2fadmin%2fconfig%2freload",
  "/geoapi/static/../../admin/config/reload",
  "/healthz/../admin/config/reload",
  "/%2Fadmin/config/reload",
  "/docs/",
  "/docs//",
  "/redoc/",
  "//openapi.json",
  "/geoapi/../openapi.json",
  "/geoapi/openapi.json",
  "/geoapi//collections/obs/items",
  "//geoapi/collections/obs/items",
  "/geoapi/collections/lakes/../obs/items",
  "/geoapi/collections/lakes/%2e%2e/obs/items",
  "/geoapi/collections/lakes%2F..%2Fobs/items",
  "/geoapi/geoapi/collections/obs/items",
  "/collections/obs/items",
  "/GEOAPI/collections/obs/items",
];

/** What only the reload, the server's description or the observations say. */
const isServed = (text: string): boolean =>
  ['"instance"', '"title":"fastgeoapi"', "swagger-ui-dist", '"station"'].some((word) => text.includes(word));

describe("fastgeoapi without protection, asked by nobody in particular,", () => {
  let fastgeoapi: DirectFastgeoapi;
  before(async () => {
    fastgeoapi = await startDirectFastgeoapi({});
  });
  after(() => fastgeoapi?.close());

  for (const path of servedDirectly) {
    test(`serves ${path}`, async () => {
      const answer = await ask(fastgeoapi.url, path);
      assert.equal(answer.status, 200);
      assert.ok(isServed(answer.text));
    });
  }
});

describe("fastgeoapi behind the gateway", () => {
  let api: ProtectedFastgeoapi;
  before(async () => {
    api = await startProtected();
  });
  after(() => api?.close());

  for (const path of [...servedDirectly, ...servedNowhere]) {
    test(`is not reached at ${path}, by nobody, by a token, or by a key that may read observations`, async () => {
      const token = await api.withScope("lakes:write");
      // API Gateway itself takes the second slash after the stage for the first one of the path.
      const isOrdinary = path.startsWith("//geoapi");
      for (const headers of [{}, token, ...(isOrdinary ? [] : [api.withKey])]) {
        for (const method of ["GET", "HEAD", "POST"]) {
          const answer = await ask(api.url, path, { method, headers });
          assert.ok([401, 403].includes(answer.status), `${method} ${answer.status}`);
          assert.ok(!isServed(answer.text));
        }
      }
    });
  }

  test("has reloaded nothing after all of these", async () => {
    const headers = await api.withScope("server:operate");
    const { status, text } = await ask(api.url, "/admin/config/reload", { headers });
    assert.equal(status, 200);
    assert.equal(JSON.parse(text).last, null);
  });
});
