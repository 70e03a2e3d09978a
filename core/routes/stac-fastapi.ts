/** Routes that stac-fastapi has beside the STAC API: its documentation and its management. */
import { manages, reads } from "#core/asked-action";
import type { Route } from "./route.ts";

const source = "stac-fastapi 7.0, api/app.py";

export const stacFastapiRoutes: readonly Route[] = [
  { path: "/api.html", type: "api-definition", asks: reads, source: "stac-fastapi 7.0, types/config.py" },
  { path: "/_mgmt/ping", type: "health", asks: reads, source },
  { path: "/_mgmt/health", type: "health", asks: reads, source },
  { path: "/_mgmt/metrics", type: "administration", asks: manages, source },
];
