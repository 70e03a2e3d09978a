/** Routes of OGC API Environmental Data Retrieval: queries of a collection and of its instances. */
import { type Asks, reads, queries as readsByQuery } from "#core/asked-action";
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
const itemsOfInstances = ["items", "items/{instanceItem}"];

const post = "OGC 19-086r9 (version 1.2, draft), requirements class POST";
const classes = "OGC 19-086r6, requirements class Queries";

const part = (path: string, source: string, asks: Asks = reads): Route => ({
  path: `/collections/{collection}/${path}`,
  type: "collection-part",
  asks,
  source,
});

export const environmentalDataRoutes: readonly Route[] = [
  ...queries.map((query) => part(query, `${classes}; ${post}`, readsByQuery)),
  part("instances", `${classes}: /req/instances/rc-md-op`),
  part("instances/{instance}", `${classes}: /req/instances/src-md-op`),
  ...queries.map((query) => part(`instances/{instance}/${query}`, `${classes}; ${post}`, readsByQuery)),
  ...itemsOfInstances.map((path) => part(`instances/{instance}/${path}`, `${classes}: /req/edr/rc-items`)),
];
