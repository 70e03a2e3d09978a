/** Routes of OGC API Features parts 1 to 5, and of OGC API Records, whose catalogs are collections of items. */
import { changesItem, changesItems, reads } from "#core/asked-action";
import type { Route } from "./route.ts";

const collection = "/collections/{collection}";

export const featureRoutes: readonly Route[] = [
  {
    path: `${collection}/items`,
    type: "items",
    asks: changesItems,
    source:
      "OGC 17-069r4, section 7.15; OGC 20-002r1, requirements class Create/Replace/Delete; OGC 20-004r1, requirements class Records API",
  },
  {
    path: `${collection}/items/{item}`,
    type: "item",
    asks: changesItem,
    source: "OGC 17-069r4, section 7.16; OGC 20-002r1, requirements classes Create/Replace/Delete and Update",
  },
  {
    path: `${collection}/queryables`,
    type: "collection-part",
    asks: reads,
    source: "OGC 19-079r2, requirements class Queryables",
  },
  {
    path: `${collection}/schema`,
    type: "collection-part",
    asks: reads,
    source: "OGC 23-058 (Features Part 5), requirements class Schemas",
  },
  {
    path: `${collection}/sortables`,
    type: "collection-part",
    asks: reads,
    source: "OGC 23-058 (Features Part 5), requirements class Sortables; STAC API Sort extension",
  },
  {
    path: "/functions",
    type: "api-definition",
    asks: reads,
    source: "OGC 19-079r2, requirements class Filter: /req/filter/get-functions-operation",
  },
];
