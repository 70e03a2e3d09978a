/** Which resource a path names, and what a request asks of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { ogcResource } from "#core/ogc-resource";
import { asked } from "./asked.ts";
import { assertRows } from "./resource-rows.ts";

describe("OGC API Common (19-072)", () => {
  test("landing page, conformance and API definition", () => {
    assertRows([
      ["GET /", "landing-page", "read"],
      ["HEAD /", "landing-page", "read"],
      ["POST /", "unknown", "manage"],
      ["GET /conformance", "conformance", "read"],
      ["GET /conformance/", "conformance", "read"],
      ["GET /api", "api-definition", "read"],
      ["GET /openapi", "api-definition", "read"],
      ["GET /api/search", "unknown", "manage"],
      ["GET /functions", "api-definition", "read"],
      ["GET /projectionsAndDatums", "api-definition", "read"],
      ["POST /functions", "unknown", "manage"],
    ]);
  });

  test("lists of ids that an API definition refers to are the listings of what they name", () => {
    assertRows([
      ["GET /api/all-collections", "collections", "read"],
      ["GET /api/processes-list", "processes", "read"],
      ["GET /api/tileMatrixSets", "api-definition", "read"],
      ["POST /api/all-collections", "unknown", "manage"],
      ["GET /children", "collections", "read"],
    ]);
  });
});

describe("OGC API Features (17-069r4, 20-002r1)", () => {
  const lakes = { collection: "lakes" };
  test("collections and their parts", () => {
    assertRows([
      ["GET /collections", "collections", "read"],
      ["POST /collections", "collections", "read+manage"],
      ["PUT /collections", "collections", "manage"],
      ["GET /collections/lakes", "collection", "read", lakes],
      ["GET /collections/lakes/", "collection", "read", lakes],
      ["DELETE /collections/lakes", "collection", "manage", lakes],
      ["GET /collections/lakes/queryables", "collection-part", "read", lakes],
      ["GET /collections/lakes/schema", "collection-part", "read", lakes],
      ["GET /collections/lakes/sortables", "collection-part", "read", lakes],
      ["GET /collections/lakes/queryables/items", "unknown", "manage"],
      ["GET /collections/lakes/tiles/WebMercatorQuad/1/2/3", "collection-part", "read", lakes],
      ["POST /collections/lakes/schema", "unknown", "manage", lakes],
      ["GET /collections/lakes/secrets", "unknown", "manage"],
    ]);
  });

  test("items, where HEAD is GET", () => {
    const item = { ...lakes, item: "7" };
    assertRows([
      ["GET /collections/lakes/items", "items", "read", lakes],
      ["HEAD /collections/lakes/items", "items", "read", lakes],
      ["GET /collections/lakes/items/7", "item", "read", item],
      ["PUT /collections/lakes/items/7", "item", "update", item],
      ["PATCH /collections/lakes/items/7", "item", "update", item],
      ["DELETE /collections/lakes/items/7", "item", "delete", item],
      ["OPTIONS /collections/lakes/items/7", "item", "manage", item],
      ["GET /collections/lakes/items/7/8", "unknown", "manage"],
    ]);
  });

  test("a POST on items is what its media type says, and both where that does not tell", () => {
    assertRows([
      ["POST /collections/lakes/items application/geo+json", "items", "create", lakes],
      ["POST /collections/lakes/items application/geo+json;charset=utf-8", "items", "read+create", lakes],
      ["POST /collections/lakes/items Application/GEO+JSON", "items", "read+create", lakes],
      ["POST /collections/lakes/items application/query-cql-json", "items", "read", lakes],
      ["POST /collections/lakes/items application/json", "items", "read+create", lakes],
      ["POST /collections/lakes/items application/cql2+json", "items", "read+create", lakes],
      ["POST /collections/lakes/items application/x-www-form-urlencoded", "items", "read", lakes],
      ["POST /collections/lakes/items", "items", "read+create", lakes],
    ]);
  });

  test("a content type given twice with different values does not tell, in two headers or in one", () => {
    for (const type of [
      ["application/query-cql-json", "application/geo+json"],
      "application/query-cql-json, application/geo+json",
      "application/query-cql-json;a=b, application/geo+json",
    ]) {
      const request = asked("POST", "/collections/lakes/items", { "content-type": type });
      assert.deepEqual(ogcResource(request).actions, ["read", "create"]);
    }
  });
});

describe("OGC API Processes (18-062r2, 20-044)", () => {
  const balance = { process: "water-balance" };
  test("processes, their deployment and their execution", () => {
    assertRows([
      ["GET /processes", "processes", "read"],
      ["POST /processes", "processes", "manage"],
      ["GET /processes/water-balance", "process", "read", balance],
      ["HEAD /processes/water-balance", "process", "read", balance],
      ["PUT /processes/water-balance", "process", "manage", balance],
      ["DELETE /processes/water-balance", "process", "manage", balance],
      ["POST /processes/water-balance/execution", "execution", "execute", balance],
      ["GET /processes/water-balance/execution", "execution", "execute", balance],
      ["HEAD /processes/water-balance/execution", "execution", "execute", balance],
      ["PUT /processes/water-balance/execution", "unknown", "manage", balance],
      ["POST /processes/water-balance/execution/x", "unknown", "manage"],
      ["GET /processes/water-balance/package", "process", "manage", balance],
      ["OPTIONS /processes/water-balance/execution", "unknown", "manage", balance],
    ]);
  });

  test("jobs and their results", () => {
    const job = { job: "4711" };
    assertRows([
      ["GET /jobs", "jobs", "read"],
      ["POST /jobs", "jobs", "manage"],
      ["GET /jobs/4711", "job", "read", job],
      ["DELETE /jobs/4711", "job", "delete", job],
      ["GET /jobs/4711/results", "job-results", "read", job],
      ["GET /jobs/4711/results/balance", "job-results", "read", job],
      ["POST /jobs/4711/results", "unknown", "manage", job],
      ["GET /jobs/4711/results/balance/2", "job-results", "read", job],
      ["GET /jobs/4711/results/balance/2/x", "unknown", "manage"],
      ["GET /jobs/4711/log", "unknown", "manage"],
    ]);
  });
});

test("whatever the table does not know is unknown, and names nothing", () => {
  assertRows([
    ["GET /document", "unknown", "manage"],
    ["GET /Collections/lakes", "unknown", "manage"],
    ["GET /constructor", "unknown", "manage"],
    ["GET /__proto__", "unknown", "manage"],
    ["GET /collections/__proto__", "collection", "read", { collection: "__proto__" }],
  ]);
});

test("every request asks for at least one action", () => {
  const segment = fc.constantFrom(
    "collections",
    "processes",
    "jobs",
    "items",
    "execution",
    "results",
    "admin",
    "api",
    "x",
    "search",
    "stac",
    "mcp",
    "styles",
    "instances",
    "bulk_items",
  );
  fc.assert(
    fc.property(
      fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
      fc.array(segment, { maxLength: 6 }),
      (method, segments) => {
        assert.ok(ogcResource(asked(method, `/${segments.join("/")}`)).actions.length > 0);
      },
    ),
  );
});
