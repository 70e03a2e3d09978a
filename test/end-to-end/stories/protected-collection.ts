/** A collection that needs a key or a scope. */
import assert from "node:assert/strict";
import { get, type Stories, wells, withKey, withToken } from "./story.ts";

const newWell = JSON.stringify({
  type: "Feature",
  geometry: { type: "Point", coordinates: [9, 49] },
  properties: {},
});

export const protectedCollection: Stories = {
  async "is a 401 with every challenge for nobody, for GET and HEAD alike"(api) {
    for (const method of ["GET", "HEAD"]) {
      const { status, headers, text } = await get(api, wells, { method });
      assert.equal(status, 401);
      assert.equal(
        headers["www-authenticate"],
        `Bearer realm="ogc-api", resource_metadata="${api.publicUrl}/.well-known/oauth-protected-resource", ` +
          'ApiKey realm="ogc-api", header="X-API-Key"',
      );
      assert.equal(headers["access-control-allow-origin"], "*");
      assert.equal(headers["cache-control"], "no-store");
      if (method === "HEAD") assert.equal(text, "");
      else assert.equal(JSON.parse(text).code, "Unauthorized");
    }
  },

  async "opens to a key, and to a token with the scope"(api) {
    assert.equal((await get(api, wells, { headers: withKey(api) })).status, 200);
    const token = await withToken(api, { scope: "wells:read" });
    assert.equal((await get(api, wells, { headers: token })).status, 200);
  },

  async "is a 403 for a token without the scope"(api) {
    const answer = await get(api, wells, { headers: await withToken(api, { scope: "other" }) });
    assert.deepEqual(
      [answer.status, JSON.parse(answer.text).code, await api.reasonOf(answer)],
      [403, "Forbidden", "insufficient_scope"],
    );
  },

  async "takes a new well from a token that may create, and a query needs no such right"(api) {
    const post = (authorization: object, contentType: string) =>
      get(api, wells, {
        method: "POST",
        body: newWell,
        headers: { ...authorization, "content-type": contentType },
      });
    const writing = await withToken(api, { scope: "wells:write" });
    assert.equal((await post(writing, "application/geo+json")).status, 201);
    const reading = await withToken(api, { scope: "wells:read" });
    assert.equal((await post(reading, "application/geo+json")).status, 403);
    assert.equal((await post(reading, "application/json")).status, 403);
  },

  async "answers alike with and without a slash at its end"(api) {
    assert.equal((await get(api, `${wells}/`)).status, 401);
    assert.equal((await get(api, `${wells}/`, { headers: withKey(api) })).status, 200);
  },
};
