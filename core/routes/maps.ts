/** Routes of OGC API Maps and Styles: maps are data of collections, definitions of styles belong to the API. */
import { reads, readsOrManages } from "#core/asked-action";
import type { Route } from "./route.ts";

const stylesSource =
  "OGC 20-009, draft: requirements classes Core, Manage Styles, Resources and Manage Resources";

const maps: readonly Route[] = ["/map", "/styles/{style}/map"].flatMap((path): Route[] => {
  const source = "OGC 20-058, requirements classes Collection Map, Dataset Map and Styled Maps";
  return [
    { path: `/collections/{collection}${path}`, type: "collection-part", asks: reads, source },
    { path, type: "all-collections", asks: reads, source },
  ];
});

/** A base resource of styles is the API or a collection. */
const stylesPaths = [
  "/styles",
  "/styles/{style}",
  "/styles/{style}/metadata",
  "/resources",
  "/resources/{resource}",
];

const stylesOfCollections = stylesPaths.map(
  (path): Route => ({
    path: `/collections/{collection}${path}`,
    type: "collection-part",
    asks: readsOrManages,
    source: stylesSource,
  }),
);

const definitions = stylesPaths.map(
  (path): Route => ({ path, type: "styles", asks: readsOrManages, source: stylesSource }),
);

const projections: Route = {
  path: "/projectionsAndDatums",
  type: "api-definition",
  asks: reads,
  source: "OGC 20-058, requirements class Custom Projection CRS: /req/projection/projections-resource",
};

export const mapRoutes: readonly Route[] = [...maps, projections, ...stylesOfCollections, ...definitions];
