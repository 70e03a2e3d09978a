/** Each request that stands for an action in a list asks for just that action, of just that resource. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  collectionRequests,
  listing,
  processRequests,
  type Representative,
  singleParts,
} from "#cli/explain/list/representative-requests";
import { apiLayout } from "#core/api-layout";
import { ogcResource } from "#core/ogc-resource";
import { asked } from "#test/core/asked";

for (const basePath of ["", "/geo/api"]) {
  const layout = apiLayout({ basePath, collectionIds: ["obs/daily"] });
  const resource = ({ method, path, contentType }: Representative) =>
    ogcResource(
      asked(method, path, contentType === undefined ? {} : { "content-type": contentType }),
      layout,
    );

  test(`the parts that an API has once, ${basePath === "" ? "at the root" : `below ${basePath}`}`, () => {
    const types = singleParts(layout, true).map(({ name, requests }) => {
      for (const request of requests) assert.deepEqual(resource(request).actions, [request.action]);
      return [name, ...new Set(requests.map((request) => resource(request).type))];
    });
    assert.deepEqual(types, [
      ["api", "landing-page", "styles"],
      ["health", "health"],
      ["assets", "assets"],
      ["administration", "administration"],
      ["mcp", "mcp"],
      ["jobs", "jobs", "job"],
      ["search in all collections", "all-collections"],
    ]);
  });

  test(`health is told apart only where it is decided about apart, ${basePath}`, () => {
    const names = (publicHealth?: boolean) => singleParts(layout, publicHealth).map(({ name }) => name);
    assert.ok(!names().includes("health") && !names(false).includes("health"));
  });

  test(`collections and processes, ${basePath === "" ? "at the root" : `below ${basePath}`}`, () => {
    for (const id of ["wells", "café", "urn:x:y", "obs/daily"]) {
      const found = collectionRequests(layout, id).map((request) => {
        assert.deepEqual(resource(request).actions, [request.action]);
        assert.equal(resource(request).collection, id);
        return request.action;
      });
      assert.deepEqual(found, ["create", "update", "delete", "manage"]);
    }
    for (const request of processRequests(layout, "hello world")) {
      assert.deepEqual(resource(request).actions, [request.action]);
      assert.equal(resource(request).process, "hello world");
    }
    for (const type of ["collection", "process"] as const) {
      const [read, manage] = listing(layout, type).requests.map(resource);
      assert.deepEqual(read?.actions, ["read"]);
      assert.ok(manage?.actions.includes("manage"));
    }
  });
}
