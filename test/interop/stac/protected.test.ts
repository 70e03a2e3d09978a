/** A STAC API behind the gateway: one collection is open, and whatever reaches across them needs all of them. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import {
  basePath,
  type DirectStac,
  type ProtectedStac,
  startDirectStac,
  startProtectedStac,
} from "./start-stac.ts";

const json = { "content-type": "application/json" };

const itemBody = (id: string, title: string) =>
  JSON.stringify({
    type: "Feature",
    stac_version: "1.1.0",
    id,
    collection: "survey",
    geometry: { type: "Point", coordinates: [9, 47] },
    bbox: [9, 47, 9, 47],
    properties: { datetime: "2026-01-01T00:00:00Z", title },
    links: [],
    assets: {},
  });

const titles = ({ text }: ExactAnswer): readonly string[] =>
  JSON.parse(text).features.map((item: { properties: { title: string } }) => item.properties.title);

describe("stac-fastapi behind the gateway, below its own base path", () => {
  let api: ProtectedStac;
  before(async () => {
    api = await startProtectedStac();
  });
  after(() => api?.close());

  type Request = Parameters<typeof ask>[2];
  const send = (path: string, options: Request = {}) => ask(api.url, `${basePath}${path}`, options);

  test("shows what it says about itself, and nothing outside of the base path", async () => {
    for (const path of ["", "/", "/conformance", "/api", "/api.html", "/_mgmt/ping"])
      assert.equal((await send(path)).status, path === "" ? 307 : 200, path);
    assert.equal((await send("/_mgmt/metrics")).status, 401);
    assert.equal((await ask(api.url, "/conformance")).status, 401);
  });

  describe("reading", () => {
    test("a collection takes what its rule says", async () => {
      assert.deepEqual(titles(await send("/collections/sentinel/items")), ["scene of sentinel"]);
      assert.equal((await send("/collections/survey/items")).status, 401);
      const withKey = await send("/collections/survey/items", { headers: api.withKey });
      assert.deepEqual(titles(withKey), ["scene of survey"]);
      assert.equal((await send("/collections/survey/items/1", { headers: api.withKey })).status, 200);
      assert.equal((await send("/collections/survey/aggregate")).status, 401);
      assert.equal((await send("/collections/sentinel/sortables")).status, 200);
    });

    test("a search needs every collection, also one that names a single open one", async () => {
      const body = JSON.stringify({ collections: ["sentinel"] });
      const searches: [string, Request?][] = [
        ["/search"],
        ["/search?collections=sentinel"],
        ["/search", { method: "POST", headers: json, body }],
        ["/aggregate"],
        ["/queryables"],
        ["/collections-sortables"],
      ];
      for (const [path, options] of searches) {
        assert.equal((await send(path, options)).status, 401, path);
        const headers = { ...options?.headers, ...api.withKey };
        assert.equal((await send(path, { ...options, headers })).status, 403, path);
      }
    });

    test("a search is for who may read every collection", async () => {
      const scope = await api.withScope("catalog:read");
      assert.deepEqual(titles(await send("/search", { headers: scope })), [
        "scene of sentinel",
        "scene of survey",
      ]);
      const body = JSON.stringify({ collections: ["survey"] });
      const posted = await send("/search", { method: "POST", headers: { ...scope, ...json }, body });
      assert.deepEqual(titles(posted), ["scene of survey"]);
    });
  });

  describe("transactions", () => {
    const items = "/collections/survey/items";

    test("are refused to who may only read", async () => {
      const scope = await api.withScope("catalog:read");
      const body = itemBody("9", "forged");
      for (const type of ["application/json", "application/geo+json", "application/cql2+json", ""]) {
        const headers = { ...scope, ...(type !== "" && { "content-type": type }) };
        assert.equal((await send(items, { method: "POST", headers, body })).status, 403, type);
      }
      for (const method of ["PUT", "PATCH", "DELETE"]) {
        const sent = await send(`${items}/1`, {
          method,
          headers: { ...scope, ...json },
          ...(method !== "DELETE" && { body }),
        });
        assert.equal(sent.status, 403, method);
      }
      assert.deepEqual(titles(await send(items, { headers: scope })), ["scene of survey"]);
    });

    test("create with a scope for creating, and change and remove with more", async () => {
      const deliver = { ...(await api.withScope("survey:deliver")), "content-type": "application/geo+json" };
      const write = { ...(await api.withScope("survey:write")), ...json };
      const created = await send(items, { method: "POST", headers: deliver, body: itemBody("2", "new") });
      assert.equal(created.status, 201, created.text);
      assert.equal((await send(`${items}/2`, { method: "DELETE", headers: deliver })).status, 403);
      const changed = await send(`${items}/2`, {
        method: "PUT",
        headers: write,
        body: itemBody("2", "changed"),
      });
      assert.equal(changed.status, 200, changed.text);
      assert.equal((await send(`${items}/2`, { method: "DELETE", headers: write })).status, 200);
    });

    test("in bulk replace items too, so they need both rights", async () => {
      const bulk = (title: string) =>
        JSON.stringify({ method: "upsert", items: { 3: JSON.parse(itemBody("3", title)) } });
      const deliver = { ...(await api.withScope("survey:deliver")), ...json };
      const write = { ...(await api.withScope("survey:write")), ...json };
      const path = "/collections/survey/bulk_items";
      assert.equal((await send(path, { method: "POST", headers: deliver, body: bulk("a") })).status, 403);
      const sent = await send(path, { method: "POST", headers: write, body: bulk("b") });
      assert.equal(sent.status, 200, sent.text);
    });

    test("on collections are for who manages them", async () => {
      const write = { ...(await api.withScope("survey:write")), ...json };
      const manage = { ...(await api.withScope("catalog:manage")), ...json };
      const body = JSON.stringify({
        type: "Collection",
        stac_version: "1.1.0",
        id: "drone",
        description: "drones",
        license: "CC0-1.0",
        extent: {
          spatial: { bbox: [[5, 45, 19, 48]] },
          temporal: { interval: [["2026-01-01T00:00:00Z", null]] },
        },
        links: [],
      });
      assert.equal((await send("/collections", { method: "POST", headers: write, body })).status, 403);
      const created = await send("/collections", { method: "POST", headers: manage, body });
      assert.equal(created.status, 201, created.text);
      assert.equal((await send("/collections/drone", { method: "DELETE", headers: write })).status, 403);
      assert.equal((await send("/collections/drone", { method: "DELETE", headers: manage })).status, 200);
    });
  });
});

describe("stac-fastapi by itself", () => {
  let direct: DirectStac;
  before(async () => {
    direct = await startDirectStac();
  });
  after(() => direct?.close());

  test("creates an item also from what says it is a CQL2 filter: such a POST is not only a query", async () => {
    const created = await ask(direct.url, `${basePath}/collections/survey/items`, {
      method: "POST",
      headers: { "content-type": "application/cql2+json" },
      body: itemBody("7", "created by a filter"),
    });
    assert.equal(created.status, 201, created.text);
  });

  test("creates nothing from the media types that say that a POST is a query", async () => {
    for (const type of ["application/query-cql-json", "application/x-www-form-urlencoded"]) {
      const sent = await ask(direct.url, `${basePath}/collections/survey/items`, {
        method: "POST",
        headers: { "content-type": type },
        body: itemBody("8", "forged"),
      });
      assert.ok(sent.status >= 400, `${type}: ${sent.status}`);
    }
  });
});
