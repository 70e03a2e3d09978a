/** fastgeoapi in the wrapper of backend/python: a gateway without the authorizer reaches nothing of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { withoutAuthorizer } from "../gateway/without-authorizer.ts";
import { startProtected } from "./start-protected.ts";

const guarded = "guarded_handler.handler";
const lakes = "/geoapi/collections/lakes/items";
const observations = "/geoapi/collections/obs/items";

describe("fastgeoapi that refuses who comes around its authorizer", () => {
  test("serves what the authorizer allows", async (context) => {
    const api = await startProtected({}, {}, guarded);
    context.after(() => api.close());
    assert.equal((await ask(api.url, lakes)).status, 200);
    assert.equal((await ask(api.url, observations)).status, 401);
    const answer = await ask(api.url, observations, { headers: api.withKey });
    assert.equal(answer.status, 200);
    assert.match(answer.text, /harbour/);
  });

  test("answers 403 behind a gateway without it, where fastgeoapi alone serves all that it has", async (context) => {
    const open = await startProtected({}, { template: withoutAuthorizer });
    context.after(() => open.close());
    assert.match((await ask(open.url, observations)).text, /harbour/);
    assert.match((await ask(open.url, "/admin/config/reload")).text, /"instance"/);

    const api = await startProtected({}, { template: withoutAuthorizer }, guarded);
    context.after(() => api.close());
    for (const path of [observations, lakes, "/admin/config/reload", "/openapi.json", "/healthz"]) {
      const { status, text } = await ask(api.url, path, { headers: api.withKey });
      assert.equal(status, 403, path);
      assert.equal(JSON.parse(text).code, "Forbidden");
    }
  });
});
