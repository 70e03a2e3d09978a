/** The collections and processes that an OpenAPI document names, or that it cannot tell. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { namedResources } from "#core/openapi/named-resources";

const named = (paths: object, more: object = {}, ...options: [string?, string[]?]) => {
  const found = namedResources({ openapi: "3.0.2", paths, ...more }, ...options);
  return {
    collections: found?.collections && [...found.collections],
    processes: found?.processes && [...found.processes],
  };
};

const get = (parameters: readonly object[]) => ({ get: { parameters } });
const path = (name: string, schema: object) => ({ in: "path", name, required: true, schema });

describe("ids are read", () => {
  test("from the paths of collections and processes, each once", () => {
    const paths = {
      "/": {},
      "/collections": {},
      "/collections/lakes": {},
      "/collections/lakes/items": {},
      "/collections/lakes/items/{featureId}": {},
      "/processes/buffer/execution": {},
      "/jobs/{jobId}": {},
      "/tiles/collections/other": {},
    };
    assert.deepEqual(named(paths), { collections: ["lakes"], processes: ["buffer"] });
  });

  test("decoded as they stand in access rules", () => {
    const paths = {
      "/collections/my%20lakes/items": {},
      "/collections/Gew%C3%A4sser": {},
      "/collections/50%": {},
    };
    assert.deepEqual(named(paths).collections, ["my lakes", "Gewässer", "50%"]);
  });

  test("below the paths of the servers, and below the base path", () => {
    const servers = [{ url: "https://api.example.org/geo/" }, { url: "/mounted" }, {}, "none"];
    const paths = {
      "/geo/collections/a": {},
      "/mounted/collections/b": {},
      "/geoapi/collections/c": {},
      "/collections/d": {},
      "/elsewhere/collections/e": {},
    };
    assert.deepEqual(named(paths, { servers }, "/geoapi").collections, ["a", "b", "c", "d"]);
  });

  test("below the base path of Swagger 2.0", () => {
    const swagger = {
      swagger: "2.0",
      basePath: "/v2/",
      paths: { "/v2/collections/a": {}, "/collections/b": {} },
    };
    assert.deepEqual([...(namedResources(swagger)?.collections ?? [])], ["a", "b"]);
  });

  test("with a slash where such an id is known, the longest first", () => {
    const paths = {
      "/collections/hydro/gauges/items": {},
      "/collections/hydro/gauges/old": {},
      "/collections/lakes/items": {},
    };
    assert.deepEqual(named(paths, {}, "", ["hydro/gauges", "hydro/gauges/old"]).collections, [
      "hydro/gauges",
      "hydro/gauges/old",
      "lakes",
    ]);
  });

  test("from the values that a path parameter lists: in the path, in its operations, or by reference", () => {
    const components = {
      parameters: { collection: path("c", { $ref: "#/components/schemas/ids~1all" }) },
      schemas: { "ids/all": { enum: ["a", "b"] } },
    };
    const paths = {
      "/collections/{c}": { parameters: [{ $ref: "#/components/parameters/collection" }], get: {}, put: {} },
      "/collections/{c}/items": get([path("c", { type: "string", enum: ["c"] })]),
      "/processes/{p}": {
        parameters: [path("p", { enum: ["x"] })],
        get: {},
        put: { parameters: [path("p", { enum: ["y"] })] },
      },
    };
    assert.deepEqual(named(paths, { components }), { collections: ["a", "b", "c"], processes: ["x", "y"] });
  });
});

describe("it cannot be told", () => {
  const open: [string, object][] = [
    ["of a parameter without a list", get([path("c", { type: "string" })])],
    ["of a parameter that is not described", { get: {} }],
    ["of a parameter of another kind", get([{ in: "query", name: "c", schema: { enum: ["a"] } }])],
    [
      "when one operation lists no values",
      { get: { parameters: [path("c", { enum: ["a"] })] }, post: { parameters: [path("c", {})] } },
    ],
    ["of a reference that leads nowhere", get([{ $ref: "#/components/parameters/none" }])],
    ["of a reference into another document", get([{ $ref: "other.yml#/c" }])],
    ["of a reference to itself", { $ref: "#/paths/~1collections~1{c}" }],
    ["of a path item that is none", []],
  ];
  for (const [says, item] of open) {
    test(says, () => {
      const paths = { "/collections/{c}": item, "/collections/lakes": {}, "/processes/buffer": {} };
      assert.deepEqual(named(paths), { collections: undefined, processes: ["buffer"] });
    });
  }

  test("of a segment that is only in part a parameter", () => {
    assert.equal(
      named({ "/collections/{c}.json": get([path("c", { enum: ["a"] })]) }).collections,
      undefined,
    );
  });
});

test("a document without collections or processes names none", () => {
  assert.deepEqual(named({ "/": {} }), { collections: [], processes: [] });
});

test("what is no OpenAPI document is told from one", () => {
  for (const document of [
    null,
    7,
    "text",
    [],
    {},
    { paths: {} },
    { openapi: "3.0.2" },
    { openapi: 3, paths: {} },
  ]) {
    assert.equal(namedResources(document), undefined);
  }
});
