/** fastgeoapi in the wrapper of backend/python: a gateway without the authorizer reaches nothing of it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { withoutAuthorizer } from "../gateway/without-authorizer.ts";
import { type ProtectedFastgeoapi, startProtected } from "./start-protected.ts";
import { keysInLinks } from "./stories/keys-in-links.ts";
import { nothingStarted } from "./tutorial/started-together.ts";

const guarded = "guarded_handler.handler";
const lakes = "/geoapi/collections/lakes/items";
const observations = "/geoapi/collections/obs/items";

describe("fastgeoapi that refuses who comes around its authorizer", () => {
  const started = nothingStarted();
  let api: ProtectedFastgeoapi;
  let around: ProtectedFastgeoapi;
  before(async () => {
    const template = withoutAuthorizer;
    [api, around] = await started.together([
      startProtected({}, {}, guarded),
      startProtected({}, { template }, guarded),
    ]);
    // Their functions start at their first request.
    await Promise.all([api, around].map(({ url }) => ask(url, lakes)));
  });
  after(() => started.close());

  test("serves what the authorizer allows", async () => {
    assert.equal((await ask(api.url, lakes)).status, 200);
    assert.equal((await ask(api.url, observations)).status, 401);
    const answer = await ask(api.url, observations, { headers: api.withKey });
    assert.equal(answer.status, 200);
    assert.match(answer.text, /harbour/);
  });

  keysInLinks(() => api, true);

  // Alone it would serve all that it has: stories/bypass.ts.
  test("answers 403 behind a gateway without it", async () => {
    for (const path of [observations, lakes, "/admin/config/reload", "/openapi.json", "/healthz"]) {
      const { status, text } = await ask(around.url, path, { headers: around.withKey });
      assert.equal(status, 403, path);
      assert.equal(JSON.parse(text).code, "Forbidden");
    }
  });
});
