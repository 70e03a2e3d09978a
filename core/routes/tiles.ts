/** Routes of OGC API Tiles: tile matrix sets, and the tile sets of a collection and of all of them together. */
import { reads } from "#core/asked-action";
import type { ResourceType, Route } from "./route.ts";

const tilesSource =
  "OGC 20-057, requirements classes Core, Tileset and Tilesets List; pygeoapi 0.24, starlette_app.py: metadata";

/** What lies below one list of tile sets. */
function tileSets(below: string, type: ResourceType, source: string): Route[] {
  return [
    "tiles",
    "tiles/{tileMatrixSet}",
    "tiles/{tileMatrixSet}/metadata",
    "tiles/{tileMatrixSet}/{matrix}/{row}/{column}",
  ].map((path) => ({ path: `${below}/${path}`, type, asks: reads, source }));
}

/** Where tile sets are: of vector data, of a map, of a coverage, and of each in a style. */
const places: readonly (readonly [path: string, source: string])[] = [
  ["", tilesSource],
  ["/map", `${tilesSource}; OGC 20-058, requirements class Map Tilesets`],
  ["/coverage", `${tilesSource}; OGC 19-087, requirements class Coverage Tiles`],
  ["/styles/{style}", `${tilesSource}, with the style's path before it`],
  ["/styles/{style}/map", `${tilesSource}; OGC 20-058, requirements classes Map Tilesets and Styled Maps`],
];

/** The standard's spelling, and that of pygeoapi and of older drafts. */
const matrixSets = ["/tileMatrixSets", "/TileMatrixSets"].flatMap((path): Route[] => [
  {
    path,
    type: "tile-matrix-sets",
    asks: reads,
    source: "OGC 20-057, tile matrix sets; pygeoapi 0.24, starlette_app.py",
  },
  {
    path: `${path}/{tileMatrixSet}`,
    type: "tile-matrix-sets",
    asks: reads,
    source: "OGC 20-057, tile matrix sets; pygeoapi 0.24, starlette_app.py",
  },
]);

export const tileRoutes: readonly Route[] = [
  ...matrixSets,
  ...places.flatMap(([path, source]) => [
    ...tileSets(`/collections/{collection}${path}`, "collection-part", source),
    // Tiles of the whole data set are made of any collection: the parameter `collections` only narrows them.
    ...tileSets(path, "all-collections", source),
  ]),
];
