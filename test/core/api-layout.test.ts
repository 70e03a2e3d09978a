/** An API below a base path, and collections whose ids hold a slash. */
import { describe, test } from "node:test";
import { apiLayout } from "#core/api-layout";
import { assertRows } from "./resource-rows.ts";

describe("below a base path", () => {
  const layout = apiLayout({ basePath: "/geoapi" });

  test("the table holds", () => {
    assertRows(
      [
        ["GET /geoapi", "landing-page", "read"],
        ["GET /geoapi/", "landing-page", "read"],
        ["GET /geoapi/collections/lakes/items", "items", "read", { collection: "lakes" }],
        ["GET /geoapi/static/a.css", "assets", "read"],
        ["GET /geoapi/admin/config", "administration", "manage"],
      ],
      layout,
    );
  });

  test("nothing beside it is known, but for what fastgeoapi has at its root", () => {
    assertRows(
      [
        ["GET /", "unknown", "manage"],
        ["GET /collections/lakes/items", "unknown", "manage"],
        ["GET /geoapi2/collections/lakes/items", "unknown", "manage"],
        ["GET /geoapi/geoapi/collections", "unknown", "manage"],
        ["GET /static/a.css", "unknown", "manage"],
        ["GET /search", "unknown", "manage"],
        ["GET /healthz", "health", "read"],
        ["GET /docs", "administration", "read"],
        ["POST /admin/config/reload", "administration", "manage"],
        ["POST /mcp", "mcp", "execute"],
      ],
      layout,
    );
  });

  test("it may have several segments, of which each must be there", () => {
    assertRows(
      [
        ["GET /ogc/v1/conformance", "conformance", "read"],
        ["GET /ogc/conformance", "unknown", "manage"],
        ["GET /ogc", "unknown", "manage"],
      ],
      apiLayout({ basePath: "/ogc/v1" }),
    );
  });
});

describe("ids that hold a slash", () => {
  const layout = apiLayout({ collectionIds: ["hydro/gauges", "hydro/gauges/north", "items/x"] });

  test("are unknown where nobody has named them", () => {
    assertRows([
      ["GET /collections/hydro/gauges", "unknown", "manage"],
      ["GET /collections/hydro/gauges/items", "unknown", "manage"],
    ]);
  });

  test("name their collection where they are configured, the longest first", () => {
    const gauges = { collection: "hydro/gauges" };
    const north = { collection: "hydro/gauges/north" };
    assertRows(
      [
        ["GET /collections/hydro/gauges", "collection", "read", gauges],
        ["GET /collections/hydro/gauges/items", "items", "read", gauges],
        ["DELETE /collections/hydro/gauges/items/7", "item", "delete", { ...gauges, item: "7" }],
        ["GET /collections/hydro/gauges/north/items/7", "item", "read", { ...north, item: "7" }],
        ["GET /collections/hydro/gauges/south/items", "unknown", "manage"],
        ["GET /collections/hydro/items", "items", "read", { collection: "hydro" }],
        ["GET /collections/hydro", "collection", "read", { collection: "hydro" }],
        ["GET /collections/items/x/items", "items", "read", { collection: "items/x" }],
        ["GET /collections/items/items", "items", "read", { collection: "items" }],
        ["GET /stac/hydro/gauges", "collection-part", "read", { collection: "hydro" }],
      ],
      layout,
    );
  });
});
