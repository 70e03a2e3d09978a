/** For every part of an API and every action on it one request that asks just that; a list is made by asking them. */
import type { ApiLayout } from "#core/api-layout";
import { encodedBasePath, encodedPath } from "#core/encoded-path";
import type { Action } from "#core/settings/access-rules";

/** A request that stands for an action. */
export interface Representative {
  readonly action: Action;
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
}

/** A part of an API that is there once. */
export interface Part {
  readonly name: string;
  readonly requests: readonly Representative[];
}

const read = (path: string): Representative => ({ action: "read", method: "GET", path });
const manage = (method: string, path: string): Representative => ({ action: "manage", method, path });

/**
 * The parts that an API has once; what the backend has beside the API is at its root.
 * @param publicHealth whether health is decided about apart from the rest of what the API says about itself
 */
export function singleParts({ basePath }: ApiLayout, publicHealth = false): readonly Part[] {
  const below = encodedBasePath(basePath);
  return [
    { name: "api", requests: [read(`${below}/`), manage("POST", `${below}/styles`)] },
    ...(publicHealth ? [{ name: "health", requests: [read("/healthz")] }] : []),
    { name: "assets", requests: [read(`${below}/static/style.css`)] },
    { name: "administration", requests: [read("/openapi.json"), manage("GET", "/admin/config")] },
    { name: "mcp", requests: [{ action: "execute", method: "POST", path: "/mcp" }] },
    {
      name: "jobs",
      requests: [
        read(`${below}/jobs`),
        { action: "delete", method: "DELETE", path: `${below}/jobs/1` },
        manage("POST", `${below}/jobs`),
      ],
    },
    { name: "search in all collections", requests: [read(`${below}/search`)] },
  ];
}

/** A listing. */
export function listing({ basePath }: ApiLayout, type: "collection" | "process") {
  const name = type === "collection" ? "collections" : "processes";
  const path = `${encodedBasePath(basePath)}/${name}`;
  // A POST on collections needs reading as well, since a search in all of them looks the same.
  return { name, requests: [read(path), manage("POST", path)] as const };
}

/** What can be asked of a collection but reading it, of which the listing tells. */
export function collectionRequests({ basePath }: ApiLayout, id: string): readonly Representative[] {
  const path = `${encodedBasePath(basePath)}/collections/${encodedPath(id)}`;
  return [
    { action: "create", method: "POST", path: `${path}/items`, contentType: "application/geo+json" },
    { action: "update", method: "PUT", path: `${path}/items/1` },
    { action: "delete", method: "DELETE", path: `${path}/items/1` },
    manage("PUT", path),
  ];
}

/** What can be asked of a process. */
export function processRequests({ basePath }: ApiLayout, id: string): readonly Representative[] {
  const path = `${encodedBasePath(basePath)}/processes/${encodedPath(id)}`;
  return [read(path), { action: "execute", method: "POST", path: `${path}/execution` }, manage("PUT", path)];
}
