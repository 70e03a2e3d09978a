/** From a path to the OGC API resource it names and the action that is asked of it. */
import type { AccessRequest } from "./access-request.ts";
import { type ApiLayout, apiLayout } from "./api-layout.ts";
import { allRoutes } from "./routes/all-routes.ts";
import type { ResourceType } from "./routes/route.ts";
import { findRoute, type RouteTree, routeTree } from "./routes/route-tree.ts";
import type { Action } from "./settings/access-rules.ts";

/** What is asked for, and every action that the principal needs for it (more than one: all of them). */
export interface OgcResource {
  readonly type: ResourceType;
  readonly collection?: string;
  readonly item?: string;
  readonly process?: string;
  readonly job?: string;
  readonly actions: readonly Action[];
}

/** It names nothing: a policy that goes by the id alone must not take one that was read from half a path. */
const unknown: OgcResource = { type: "unknown", actions: ["manage"] };

const wholeTable = routeTree(allRoutes);
/** Made only for an API below a base path: a cold start has no time to spare. */
let besideApi: RouteTree | undefined;
const atTheRoot = apiLayout();

/**
 * Names the resource that a canonical request asks for, and what is asked of it, by the table in core/routes.
 * @param layout where the backend serves the API; what lies elsewhere is `unknown`, but for what servers have at their
 * root beside it
 */
export function ogcResource(request: AccessRequest, layout: ApiLayout = atTheRoot): OgcResource {
  const { segments } = request;
  const { basePath, collectionIdLength } = layout;
  const isBelow = basePath.every((segment, index) => segments[index] === segment);
  const found = findRoute(
    isBelow ? wholeTable : treeBesideApi(),
    segments,
    isBelow ? basePath.length : 0,
    collectionIdLength,
  );
  if (found === undefined) return unknown;
  const { route, names } = found;
  const actions = route.asks(request);
  if (actions === undefined) return { ...unknown, ...names };
  return { type: route.type, ...names, actions };
}

function treeBesideApi(): RouteTree {
  besideApi ??= routeTree(allRoutes.filter((route) => route.besideApi));
  return besideApi;
}
