/** What marked-config.yml serves: collections and processes, each with what only answers about it hold. */
import type { Ids } from "../routing/targets.ts";

const marker = (id: string) =>
  `marker-of-${id.replaceAll(/[/ ]/g, "-").replaceAll("ö", "o").replace("%", "percent-")}-end`;

/** The ids with a `/` that settings name. */
export const collectionIds = ["hydro/gauges"];

/** Collections that rules may name; the last one is a STAC collection. */
export const collections = ["lakes", "wells", "items", "öd see", "hydro/gauges", "scenes"];

/** Collections that no rule names, most of them with an id that no setting names either, or no path can hold. */
const others = ["lakes/items", "lakes/secret", "wells/tiles", "%77ells", "archive"];

/** By id, what only answers about the collection hold. */
export const collectionMarkers: ReadonlyMap<string, RegExp> = new Map(
  [...collections, ...others].map((id) => [id, new RegExp(marker(id))]),
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
