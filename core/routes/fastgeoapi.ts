/** Routes that fastgeoapi has beside the pygeoapi that it mounts below its context path. */
import { byMethod, manages, reads } from "#core/asked-action";
import type { Route } from "./route.ts";

const main = "fastgeoapi 0.4, app/main.py";
const fastapi = "fastgeoapi 0.4, app/main.py, and stac-fastapi 7.0: FastAPI's own paths";
const editor = "fastgeoapi 0.4, app/editor/app.py";

/** One address for every tool: a session is opened, read and ended, and any call may run one (MCP, Streamable HTTP). */
const executes = byMethod({ GET: ["execute"], POST: ["execute"], DELETE: ["execute"] });

const besideApi: readonly Omit<Route, "besideApi">[] = [
  { path: "/healthz", type: "health", asks: reads, source: main },
  { path: "/readyz", type: "health", asks: reads, source: main },
  { path: "/docs", type: "api-definition", asks: reads, source: fastapi },
  { path: "/docs/oauth2-redirect", type: "api-definition", asks: reads, source: fastapi },
  { path: "/redoc", type: "api-definition", asks: reads, source: fastapi },
  { path: "/openapi.json", type: "api-definition", asks: reads, source: fastapi },
  { path: "/mcp", type: "mcp", asks: executes, source: main },
  { path: "/mcp/{path+}", type: "mcp", asks: executes, source: main },
  { path: "/editor", type: "administration", asks: manages, source: editor },
  { path: "/editor/{path+}", type: "administration", asks: manages, source: editor },
];

export const fastgeoapiRoutes: readonly Route[] = besideApi.map((route) => ({ ...route, besideApi: true }));
