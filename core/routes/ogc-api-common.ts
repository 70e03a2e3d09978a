/** Routes of OGC API Common: what an API says about itself, and its collections. */
import { byMethod, reads, readsOrManages } from "#core/asked-action";
import type { Route } from "./route.ts";

const enumerations =
  "OGC 20-057, 20-058, 19-087 and 18-062r3, OpenAPI documents: lists of ids that an API definition refers to";

export const commonRoutes: readonly Route[] = [
  { path: "/", type: "landing-page", asks: reads, source: "OGC 19-072, requirements class Landing Page" },
  {
    path: "/conformance",
    type: "conformance",
    asks: reads,
    source: "OGC 19-072, requirements class Landing Page: /conformance",
  },
  {
    path: "/api",
    type: "api-definition",
    asks: reads,
    source: "OGC 17-069r4, section 7.3: the examples' path of the API definition",
  },
  ...["/api/styles", "/api/tileMatrixSets"].map(
    (path): Route => ({ path, type: "api-definition", asks: reads, source: enumerations }),
  ),
  // Their names of what there is are those of the listings.
  ...["/api/all-collections", "/api/coverage-collections", "/api/vectorTiles-collections"].map(
    (path): Route => ({ path, type: "collections", asks: reads, source: enumerations }),
  ),
  { path: "/api/processes-list", type: "processes", asks: reads, source: enumerations },
  {
    path: "/collections",
    type: "collections",
    // STAC's Collection Transaction creates one by POST, its Collection Search reads all: the body would tell.
    asks: byMethod({ GET: ["read"], POST: ["read", "manage"] }, ["manage"]),
    source: "OGC 17-069r4, section 7.13; STAC API Collection Search and Collection Transaction extensions",
  },
  {
    path: "/collections/{collection}",
    type: "collection",
    asks: readsOrManages,
    source: "OGC 17-069r4, section 7.14; STAC API Collection Transaction extension",
  },
];
