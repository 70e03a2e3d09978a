/** Routes that pygeoapi has of its own: its pages' files, its documents, its STAC catalog and its administration. */
import { manages, queries, reads } from "#core/asked-action";
import type { Route } from "./route.ts";

const source = "pygeoapi 0.24, starlette_app.py and flask_app.py";
const stac = "pygeoapi 0.24, api/stac.py: get_stac_path takes the first segment for the resource's id";

/** A STAC API below `/stac` whose base path nobody has configured: its collections are not collection `collections`. */
const otherServers = ["collections", "search"];

export const pygeoapiRoutes: readonly Route[] = [
  { path: "/openapi", type: "api-definition", asks: reads, source },
  { path: "/asyncapi", type: "api-definition", asks: reads, source },
  { path: "/static/{path+}", type: "assets", asks: reads, source },
  { path: "/schemas/{path+}", type: "assets", asks: reads, source },
  { path: "/stac", type: "collections", asks: reads, source: "pygeoapi 0.24, api/stac.py: get_stac_root" },
  { path: "/stac/{collection}", type: "collection", asks: reads, source: stac, never: otherServers },
  {
    path: "/stac/{collection}/{path+}",
    type: "collection-part",
    asks: reads,
    source: stac,
    never: otherServers,
  },
  { path: "/stac-api", type: "landing-page", asks: reads, source },
  {
    path: "/stac-api/search",
    type: "all-collections",
    asks: queries,
    source: "pygeoapi 0.24, api/stac.py: search",
  },
  { path: "/admin", type: "administration", asks: manages, source, besideApi: true },
  { path: "/admin/{path+}", type: "administration", asks: manages, source, besideApi: true },
];
