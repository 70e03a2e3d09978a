/** The table of routes: every path that is understood, by the standard or the server that it comes from. */
import { coverageRoutes } from "./coverages.ts";
import { environmentalDataRoutes } from "./environmental-data.ts";
import { fastgeoapiRoutes } from "./fastgeoapi.ts";
import { featureRoutes } from "./features.ts";
import { mapRoutes } from "./maps.ts";
import { commonRoutes } from "./ogc-api-common.ts";
import { processRoutes } from "./processes.ts";
import { pygeoapiRoutes } from "./pygeoapi.ts";
import type { Route } from "./route.ts";
import { stacRoutes } from "./stac.ts";
import { stacFastapiRoutes } from "./stac-fastapi.ts";
import { tileRoutes } from "./tiles.ts";

/** Every row; no two have the same path. */
export const allRoutes: readonly Route[] = [
  ...commonRoutes,
  ...featureRoutes,
  ...tileRoutes,
  ...mapRoutes,
  ...coverageRoutes,
  ...environmentalDataRoutes,
  ...processRoutes,
  ...stacRoutes,
  ...stacFastapiRoutes,
  ...pygeoapiRoutes,
  ...fastgeoapiRoutes,
];

/**
 * Names of a collection's parts: what comes directly after its id in some row. No other parameter below a collection
 * stands for one of them (core/routes/route-tree.ts).
 */
export const partNames: ReadonlySet<string> = new Set(
  allRoutes.flatMap(({ path }) => {
    const [, collections, , part] = path.split("/");
    return collections === "collections" && part !== undefined ? [part] : [];
  }),
);

/** First segments of what servers have beside the API, at their root: no base path begins with one. */
export const namesBesideApi: ReadonlySet<string> = new Set(
  allRoutes.flatMap(({ path, besideApi }) => (besideApi ? [path.split("/")[1] ?? ""] : [])),
);
