/** Settings about the backend's paths: where the API is served, and which ids hold a slash. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { least, mistakesOf } from "./mistakes-of.ts";

describe("the backend's base path", () => {
  const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:fastgeoapi";
  const withBasePath = (basePath: string) =>
    mistakesOf({ ...least, backend: { kind: "lambda", functionArn, basePath } });

  test("is one or more plain segments, as fastgeoapi writes its context", () => {
    for (const path of ["/geoapi", "/ogc/v1", "/api", "/a.b_c~d-1"]) {
      assert.deepEqual(withBasePath(path), {}, path);
    }
    for (const path of [
      "",
      "/",
      "geoapi",
      "/geoapi/",
      "//a",
      "/a//b",
      "/..",
      "/a/./b",
      "/a%2Fb",
      "/a;b",
      "/a*",
    ]) {
      assert.ok("backend.basePath" in withBasePath(path), path);
    }
  });

  test("is not a path that servers have beside the API", () => {
    for (const path of ["/admin", "/mcp/x", "/healthz", "/.well-known"]) {
      assert.match(withBasePath(path)["backend.basePath"] ?? "", /beside the API/, path);
    }
  });

  test("is of a function only: the sample API has none", () => {
    const mistakes = mistakesOf({ ...least, backend: { kind: "sample", basePath: "/geoapi" } });
    assert.ok("backend.basePath" in mistakes);
  });
});

describe("ids that hold a slash", () => {
  const withIds = (collectionIds: string[], on: object = { api: true }) =>
    mistakesOf({ ...least, api: { collectionIds }, accessRules: [{ who: "anyone", may: ["read"], on }] });

  test("are in access rules only where they are named", () => {
    assert.deepEqual(withIds(["a/b"], { collections: ["a/b"] }), {});
    assert.deepEqual(withIds(["a/b"], { collections: ["*"], exceptCollections: ["a/b"] }), {});
    assert.match(
      withIds(["a/b"], { collections: ["a/c"] })["accessRules[0].on.collections[0]"] ?? "",
      /api\.collectionIds/,
    );
    assert.ok(
      "accessRules[0].on.processes[0]" in withIds(["a/b"], { processes: ["a/b"] }),
      "a process has no such id",
    );
  });

  test("are refused where their paths would have a second reading", () => {
    for (const id of ["a/items", "a/b/tiles", "a/map/b"]) {
      assert.match(withIds([id])["api.collectionIds[0]"] ?? "", /part/, id);
    }
  });

  test("have a slash between segments that a path can hold", () => {
    for (const id of ["ab", "/a", "a/", "a//b", "a/..", "a/b?", "*", "a/*"]) {
      assert.ok("api.collectionIds[0]" in withIds([id]), id);
    }
  });
});
