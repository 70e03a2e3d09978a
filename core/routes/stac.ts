/** Routes of the STAC API and its extensions that OGC API Features does not have. */
import { byMethod, queries, reads } from "#core/asked-action";
import type { Route } from "./route.ts";

const aggregation = "STAC API Aggregation extension; stac-fastapi 7.0, extensions/aggregation";

export const stacRoutes: readonly Route[] = [
  {
    path: "/search",
    type: "all-collections",
    // Also where the query names collections: the body of a POST can name others, ids and links reach across them,
    // and servers differ in what an empty or a repeated parameter means.
    asks: queries,
    source: "STAC API 1.0, Item Search",
  },
  { path: "/aggregate", type: "all-collections", asks: queries, source: aggregation },
  { path: "/aggregations", type: "all-collections", asks: queries, source: aggregation },
  { path: "/queryables", type: "all-collections", asks: reads, source: "STAC API Filter extension" },
  { path: "/sortables", type: "all-collections", asks: reads, source: "STAC API Sort extension" },
  {
    path: "/collections-sortables",
    type: "all-collections",
    asks: reads,
    source: "stac-fastapi 7.0, extensions/sort",
  },
  { path: "/children", type: "collections", asks: reads, source: "STAC API Children extension" },
  {
    path: "/collections/{collection}/aggregate",
    type: "collection-part",
    asks: queries,
    source: aggregation,
  },
  {
    path: "/collections/{collection}/aggregations",
    type: "collection-part",
    asks: queries,
    source: aggregation,
  },
  {
    path: "/collections/{collection}/bulk_items",
    type: "items",
    // The body says whether items that exist already are replaced.
    asks: byMethod({ POST: ["create", "update"] }),
    source: "stac-fastapi 7.0, extensions/bulk_transactions",
  },
];
