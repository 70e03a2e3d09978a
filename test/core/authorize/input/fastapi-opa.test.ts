/** The `fastapi-opa` document: claims at the top, then method and path, in the order in which Python would have them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fastApiOpaInput } from "#core/authorize/input/fastapi-opa";
import { anonymous, type Principal } from "#core/principal";
import { asked } from "../../asked.ts";

const holder = (claims: Record<string, unknown>): Principal => ({
  ...anonymous,
  kind: "token",
  id: "u1",
  scheme: "bearer",
  claims,
});
const pathOf = (path: string, basePath?: readonly string[]) =>
  fastApiOpaInput(asked("GET", path), anonymous, basePath)?.request_path;

describe("the fastapi-opa document", () => {
  test("has the claims in their order, then method and path", () => {
    const claims = { sub: "u1", groups: ["a"], company: "osgeo" };
    const document = fastApiOpaInput(asked("GET", "/geoapi/collections/obs"), holder(claims));
    assert.equal(
      JSON.stringify(document),
      '{"sub":"u1","groups":["a"],"company":"osgeo","request_method":"GET","request_path":["geoapi","collections","obs"]}',
    );
  });

  test("overwrites claims that are called as its own members, at the place where they stand", () => {
    const claims = { request_path: ["collections", "open"], sub: "u1", request_method: "GET", z: 1 };
    const document = fastApiOpaInput(asked("DELETE", "/a"), holder(claims));
    assert.equal(
      JSON.stringify(document),
      '{"request_path":["a"],"sub":"u1","request_method":"DELETE","z":1}',
    );
  });

  test("keeps a claim that is called like a member of every object", () => {
    const claims = JSON.parse('{"__proto__": {"company": "osgeo"}, "constructor": "x"}');
    const document = fastApiOpaInput(asked("GET", "/a"), holder(claims));
    assert.equal(
      JSON.stringify(document),
      '{"__proto__":{"company":"osgeo"},"constructor":"x","request_method":"GET","request_path":["a"]}',
    );
    assert.equal(document?.company, undefined);
  });

  test("tells an API key as fastapi-opa does: the word APIKey and the client's address, and no name", () => {
    const key: Principal = { ...anonymous, kind: "api-key", id: "partner", scheme: "apiKey", scopes: ["s"] };
    assert.equal(
      JSON.stringify(fastApiOpaInput(asked("GET", "/"), key)),
      '{"user":"APIKey","client":"192.0.2.1","request_method":"GET","request_path":[""]}',
    );
  });

  test("has HEAD for HEAD", () => {
    assert.equal(fastApiOpaInput(asked("HEAD", "/"), anonymous)?.request_method, "HEAD");
  });
});

describe("request_path", () => {
  test("is the decoded path, split, with an empty last text for a slash at the end", () => {
    assert.deepEqual(pathOf("/"), [""]);
    assert.deepEqual(pathOf("/collections"), ["collections"]);
    assert.deepEqual(pathOf("/collections/"), ["collections", ""]);
    assert.deepEqual(pathOf("/collections/gr%C3%BC%C3%9Fe%20b"), ["collections", "grüße b"]);
  });

  test("is told without the base path where that is left out", () => {
    assert.deepEqual(pathOf("/geoapi/collections/obs", ["geoapi"]), ["collections", "obs"]);
    assert.deepEqual(pathOf("/geoapi/collections/", ["geoapi"]), ["collections", ""]);
    assert.deepEqual(pathOf("/a/b/collections", ["a", "b"]), ["collections"]);
    for (const landingPage of ["/geoapi", "/geoapi/"])
      assert.deepEqual(pathOf(landingPage, ["geoapi"]), [""]);
  });

  test("does not exist for a path outside of the base path, which would be read as one inside", () => {
    for (const path of ["/", "/collections/obs", "/geoapis/collections", "/x/geoapi/collections", "/a"]) {
      assert.equal(fastApiOpaInput(asked("GET", path), anonymous, ["geoapi"]), undefined, path);
    }
    assert.equal(pathOf("/a/collections", ["a", "b"]), undefined);
  });
});
