/** Routes that fastgeoapi has beside the pygeoapi that it mounts below its context path. */
import { byMethod, manages, reads } from "#core/asked-action";
import type { Route } from "./route.ts";

const main = "fastgeoapi 0.4, app/main.py";
const fastapi = "fastgeoapi 0.4, app/main.py, and stac-fastapi 7.0: FastAPI's own paths";
const discovery = "fastgeoapi 0.4, app/main.py: the well-known routes of the MCP server's authentication";
const editor = "fastgeoapi 0.4, app/editor/app.py";

/** One address for every tool: a session is opened, read and ended, and any call may run one (MCP, Streamable HTTP). */
const executes = byMethod({ GET: ["execute"], POST: ["execute"], DELETE: ["execute"] });

const besideApi: readonly Omit<Route, "besideApi">[] = [
  { path: "/healthz", type: "health", asks: reads, source: main },
  { path: "/readyz", type: "health", asks: reads, source: main },
  // They describe the server, its administration included, and not the API: what is open of that does not open them.
  { path: "/docs", type: "administration", asks: reads, source: fastapi },
  { path: "/docs/oauth2-redirect", type: "administration", asks: reads, source: fastapi },
  { path: "/redoc", type: "administration", asks: reads, source: fastapi },
  { path: "/openapi.json", type: "administration", asks: reads, source: fastapi },
  { path: "/mcp", type: "mcp", asks: executes, source: main },
  { path: "/mcp/{path+}", type: "mcp", asks: executes, source: main },
  // Clients of MCP look for these before their first call: they are for whoever may make one.
  {
    path: "/.well-known/mcp-server-card",
    type: "mcp",
    asks: executes,
    source: "fastgeoapi 0.4, app/mcp/card.py",
  },
  { path: "/.well-known/oauth-authorization-server/mcp", type: "mcp", asks: executes, source: discovery },
  { path: "/.well-known/oauth-protected-resource/mcp", type: "mcp", asks: executes, source: discovery },
  { path: "/editor", type: "administration", asks: manages, source: editor },
  { path: "/editor/{path+}", type: "administration", asks: manages, source: editor },
];

/** Its own pages' files, below the path of the API. */
const pages: Route = {
  path: "/_html/{path+}",
  type: "assets",
  asks: reads,
  source: "fastgeoapi 0.4, app/pygeoapi/factory.py",
};

export const fastgeoapiRoutes: readonly Route[] = [
  pages,
  ...besideApi.map((route) => ({ ...route, besideApi: true })),
];
