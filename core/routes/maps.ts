/** Routes of OGC API Maps and Styles: maps are data of collections, definitions of styles belong to the API. */
import { reads, readsOrManages } from "#core/asked-action";
import type { Route } from "./route.ts";

const stylesSource = "OGC 20-009, draft: requirements classes Core and Manage Styles";

const maps: readonly Route[] = ["/map", "/styles/{style}/map"].flatMap((path): Route[] => {
  const source = "OGC 20-058, requirements classes Core and Styled Map";
  return [
    { path: `/collections/{collection}${path}`, type: "collection-part", asks: reads, source },
    { path, type: "all-collections", asks: reads, source },
  ];
});

const stylesOfCollections = ["/styles", "/styles/{style}", "/styles/{style}/metadata"].map(
  (path): Route => ({
    path: `/collections/{collection}${path}`,
    type: "collection-part",
    asks: reads,
    source: stylesSource,
  }),
);

const definitions = [
  "/styles",
  "/styles/{style}",
  "/styles/{style}/metadata",
  "/resources",
  "/resources/{resource}",
].map((path): Route => ({ path, type: "styles", asks: readsOrManages, source: stylesSource }));

export const mapRoutes: readonly Route[] = [...maps, ...stylesOfCollections, ...definitions];
