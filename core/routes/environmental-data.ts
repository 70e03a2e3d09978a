/** Routes of OGC API Environmental Data Retrieval: queries of a collection and of its instances. */
import { reads } from "#core/asked-action";
import type { Route } from "./route.ts";

const queries = [
  "position",
  "radius",
  "area",
  "cube",
  "trajectory",
  "corridor",
  "locations",
  "locations/{location}",
];

/** Items of a collection are in the table of Features; those of an instance can only be read. */
const ofInstances = [...queries, "items", "items/{instanceItem}"];

const part = (path: string, source: string): Route => ({
  path: `/collections/{collection}/${path}`,
  type: "collection-part",
  asks: reads,
  source,
});

export const environmentalDataRoutes: readonly Route[] = [
  ...queries.map((query) => part(query, "OGC 19-086r6, requirements class Queries")),
  part("instances", "OGC 19-086r6, requirements class Instances"),
  part("instances/{instance}", "OGC 19-086r6, requirements class Instances"),
  ...ofInstances.map((query) =>
    part(`instances/{instance}/${query}`, "OGC 19-086r6, requirements classes Instances and Queries"),
  ),
];
