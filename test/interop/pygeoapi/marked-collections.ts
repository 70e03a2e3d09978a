/** What the marked pygeoapi serves: collections and processes, each with what only answers about it hold. */
import type { Ids } from "../routing/targets.ts";

/** The text that only answers about this collection hold. */
export const markerOf = (id: string): string =>
  `marker-of-${id.replaceAll(/[/ ]/g, "-").replaceAll("ö", "o").replace("%", "percent-")}-end`;

/** The ids with a `/` that settings name. */
export const collectionIds = ["hydro/gauges"];

/** Collections of features, coverages, maps, tiles and environmental data that rules may name. */
const namedCollections = ["lakes", "wells", "items", "öd see", ...collectionIds];

/** Traps: no setting names those with a `/`, and `%77ells` is `wells` for whoever decodes twice. */
const traps = ["lakes/items", "lakes/secret", "wells/tiles", "%77ells"];

/** Those with every kind of data. */
export const dataCollections: readonly string[] = [...namedCollections, ...traps];

/** Those below `/stac`; rules name the first one only. */
export const stacCollections: readonly string[] = ["scenes", "archive"];

/** Collections that rules may name. */
export const collections: readonly string[] = [...namedCollections, "scenes"];

/** Collections that no rule names. */
const others = [...traps, "archive"];

/** By id, what only answers about the collection hold. */
export const collectionMarkers: ReadonlyMap<string, RegExp> = new Map(
  [...dataCollections, ...stacCollections].map((id) => [id, new RegExp(markerOf(id))]),
);

/** By id, what only answers of and about the process hold. */
export const processMarkers: ReadonlyMap<string, RegExp> = new Map([
  ["hello-world", /Hello/],
  ["water-balance", /[Ww]ater balance|"balance"/],
]);

/** Ids to ask for. */
export const idsToAsk: Ids = {
  collections: [...collections, ...collections, ...others],
  processes: [...processMarkers.keys()],
  others: ["1", "2", "WebMercatorQuad", "some-id", "öd see", "a/b"],
};
