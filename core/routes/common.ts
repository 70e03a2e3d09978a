/** Routes of OGC API Common: what an API says about itself, and its collections. */
import { byMethod, reads, readsOrManages } from "#core/asked-action";
import type { Route } from "./route.ts";

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
