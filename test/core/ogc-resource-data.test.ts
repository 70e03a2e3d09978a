/** Tiles, maps, coverages, environmental data and STAC: what is data of one collection, and what is data of all. */
import { describe, test } from "node:test";
import { assertRows } from "./resource-rows.ts";

const lakes = { collection: "lakes" };

describe("tiles, maps and coverages", () => {
  test("of a collection are read as the collection is", () => {
    assertRows([
      ["GET /collections/lakes/tiles", "collection-part", "read", lakes],
      ["GET /collections/lakes/tiles/WebMercatorQuad", "collection-part", "read", lakes],
      ["GET /collections/lakes/tiles/WebMercatorQuad/metadata", "collection-part", "read", lakes],
      ["HEAD /collections/lakes/tiles/WebMercatorQuad/1/2/3", "collection-part", "read", lakes],
      ["GET /collections/lakes/map", "collection-part", "read", lakes],
      ["GET /collections/lakes/map/tiles/WebMercatorQuad/1/2/3", "collection-part", "read", lakes],
      ["GET /collections/lakes/styles", "collection-part", "read", lakes],
      ["GET /collections/lakes/styles/night/map", "collection-part", "read", lakes],
      ["GET /collections/lakes/styles/night/map/tiles/x/1/2/3", "collection-part", "read", lakes],
      ["GET /collections/lakes/coverage", "collection-part", "read", lakes],
      ["GET /collections/lakes/coverage/rangetype", "collection-part", "read", lakes],
      ["GET /collections/lakes/coverage/tiles/x/1/2/3", "collection-part", "read", lakes],
      ["POST /collections/lakes/tiles", "unknown", "manage", lakes],
      ["POST /collections/lakes/styles", "collection-part", "manage", lakes],
      ["DELETE /collections/lakes/resources/sprite", "collection-part", "manage", lakes],
      ["GET /collections/lakes/tiles/x/1/2", "unknown", "manage"],
      ["GET /collections/lakes/tiles/x/1/2/3/4", "unknown", "manage"],
      ["GET /collections/lakes/coverage/anything", "unknown", "manage"],
    ]);
  });

  test("of the whole data set need every collection", () => {
    assertRows([
      ["GET /tiles", "all-collections", "read"],
      ["GET /tiles/WebMercatorQuad/0/0/0", "all-collections", "read"],
      ["GET /map", "all-collections", "read"],
      ["GET /map/tiles/x/1/2/3", "all-collections", "read"],
      ["GET /styles/night/map", "all-collections", "read"],
      ["GET /styles/night/tiles/x/1/2/3", "all-collections", "read"],
      ["GET /coverage", "all-collections", "read"],
      ["POST /tiles", "unknown", "manage"],
    ]);
  });

  test("definitions of styles and of tile matrix sets belong to the API", () => {
    assertRows([
      ["GET /styles", "styles", "read"],
      ["GET /styles/night/metadata", "styles", "read"],
      ["POST /styles", "styles", "manage"],
      ["PATCH /styles/night/metadata", "styles", "manage"],
      ["GET /resources/sprite", "styles", "read"],
      ["PUT /resources/sprite", "styles", "manage"],
      ["GET /tileMatrixSets", "tile-matrix-sets", "read"],
      ["GET /TileMatrixSets/WebMercatorQuad", "tile-matrix-sets", "read"],
      ["POST /TileMatrixSets", "unknown", "manage"],
    ]);
  });
});

describe("environmental data (19-086r6)", () => {
  test("queries of a collection and of its instances are read", () => {
    assertRows([
      ["GET /collections/lakes/position", "collection-part", "read", lakes],
      ["GET /collections/lakes/locations/7", "collection-part", "read", lakes],
      ["GET /collections/lakes/instances", "collection-part", "read", lakes],
      ["GET /collections/lakes/instances/latest", "collection-part", "read", lakes],
      ["GET /collections/lakes/instances/latest/cube", "collection-part", "read", lakes],
      ["GET /collections/lakes/instances/latest/locations/7", "collection-part", "read", lakes],
      ["GET /collections/lakes/instances/latest/items/7", "collection-part", "read", lakes],
      ["POST /collections/lakes/position", "collection-part", "read", lakes],
      ["POST /collections/lakes/instances/latest/cube", "collection-part", "read", lakes],
      ["PUT /collections/lakes/position", "unknown", "manage", lakes],
      ["POST /collections/lakes/instances", "unknown", "manage", lakes],
      ["DELETE /collections/lakes/instances/latest/items/7", "unknown", "manage", lakes],
      ["GET /collections/lakes/instances/latest/instances", "unknown", "manage"],
    ]);
  });
});

describe("the STAC API and its extensions", () => {
  test("a search needs every collection, also where its query names some", () => {
    assertRows([
      ["GET /search", "all-collections", "read"],
      ["POST /search", "all-collections", "read"],
      ["DELETE /search", "unknown", "manage"],
      ["POST /aggregate", "all-collections", "read"],
      ["GET /aggregations", "all-collections", "read"],
      ["GET /queryables", "all-collections", "read"],
      ["GET /sortables", "all-collections", "read"],
      ["GET /collections-sortables", "all-collections", "read"],
      ["POST /stac-api/search", "all-collections", "read"],
    ]);
  });

  test("aggregations of a collection are read, and items in bulk are created or replaced", () => {
    assertRows([
      ["POST /collections/lakes/aggregate", "collection-part", "read", lakes],
      ["GET /collections/lakes/aggregations", "collection-part", "read", lakes],
      ["POST /collections/lakes/bulk_items", "items", "create+update", lakes],
      ["GET /collections/lakes/bulk_items", "unknown", "manage", lakes],
    ]);
  });

  test("below pygeoapi's catalog the first segment is the collection", () => {
    assertRows([
      ["GET /stac", "collections", "read"],
      ["GET /stac/lakes", "collection", "read", lakes],
      ["GET /stac/lakes/2024/scene.tif", "collection-part", "read", lakes],
      ["DELETE /stac/lakes", "unknown", "manage", lakes],
    ]);
  });

  test("a STAC API below /stac is not taken for pygeoapi's catalog", () => {
    assertRows([
      ["GET /stac/collections/wells/items", "unknown", "manage"],
      ["GET /stac/search", "unknown", "manage"],
      ["GET /stac/v1/collections/wells/items", "unknown", "manage"],
    ]);
  });
});

describe("what servers have beside an OGC API", () => {
  test("documents, health, assets, administration and MCP are resources of their own", () => {
    assertRows([
      ["GET /stac-api", "landing-page", "read"],
      ["GET /asyncapi", "api-definition", "read"],
      ["GET /api.html", "api-definition", "read"],
      ["GET /docs", "administration", "read"],
      ["HEAD /docs/oauth2-redirect", "administration", "read"],
      ["GET /redoc", "administration", "read"],
      ["GET /openapi.json", "administration", "read"],
      ["POST /openapi.json", "unknown", "manage"],
      ["GET /docs/anything", "unknown", "manage"],
      ["GET /healthz", "health", "read"],
      ["GET /_mgmt/ping", "health", "read"],
      ["GET /_mgmt/metrics", "administration", "manage"],
      ["GET /_mgmt/anything", "unknown", "manage"],
      ["GET /static/css/default.css", "assets", "read"],
      ["GET /_html/assets/page.js", "assets", "read"],
      ["GET /schemas/ogcapi/features/1.0.0/schema.json", "assets", "read"],
      ["POST /static/css/default.css", "unknown", "manage"],
      ["GET /admin", "administration", "manage"],
      ["POST /admin/config/reload", "administration", "manage"],
      ["PUT /editor/config", "administration", "manage"],
      ["POST /mcp", "mcp", "execute"],
      ["GET /mcp/sse", "mcp", "execute"],
      ["OPTIONS /mcp", "unknown", "manage"],
      ["GET /.well-known/mcp-server-card", "mcp", "execute"],
      ["GET /.well-known/oauth-authorization-server/mcp", "mcp", "execute"],
      ["GET /.well-known/openid-configuration", "unknown", "manage"],
    ]);
  });
});
