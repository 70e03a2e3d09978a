/** From a path to the OGC API resource it names and the action that is asked of it. */
import type { AccessRequest } from "./access-request.ts";
import { bodyMeaning, methodAction } from "./asked-action.ts";
import type { Action } from "./settings/access-rules.ts";

/** Resource types that the policy sees; `unknown` is what this table does not know, and the policy refuses it. */
export type ResourceType =
  | "landing-page"
  | "conformance"
  | "api-definition"
  | "assets"
  | "administration"
  | "collections"
  | "collection"
  | "collection-part"
  | "items"
  | "item"
  | "all-collections"
  | "processes"
  | "process"
  | "execution"
  | "jobs"
  | "job"
  | "job-results"
  | "unknown";

/** What is asked for, and every action that the principal needs for it (more than one: all of them). */
export interface OgcResource {
  readonly type: ResourceType;
  readonly collection?: string;
  readonly item?: string;
  readonly process?: string;
  readonly job?: string;
  readonly actions: readonly Action[];
}

const unknown: OgcResource = { type: "unknown", actions: ["manage"] };

/** Parts of a collection that are read as the collection is (OGC API Features 3 and 5, Tiles, Maps, Coverages, EDR). */
const readableParts = new Set([
  "area",
  "corridor",
  "cube",
  "locations",
  "position",
  "queryables",
  "radius",
  "schema",
  "sortables",
  "trajectory",
]);

/** Parts that have resources below them, such as the tiles of a tile set. */
const readableTrees = new Set(["coverage", "instances", "locations", "map", "styles", "tiles"]);

/**
 * Resources above the collections through which data of any collection can be reached: OGC API Tiles, Maps and
 * Coverages of the whole dataset, and the STAC API's search.
 */
const acrossCollections = new Set(["coverage", "map", "search", "styles", "tiles"]);

/**
 * Names the resource that a canonical request asks for, and what is asked of it.
 * Sources: OGC 19-072 (Common 1) section 8, OGC 17-069r4 (Features 1) section 7, OGC 20-002r1 (Features 4),
 * OGC 18-062r2 (Processes 1) section 7, OGC 20-044 (Processes 2), and pygeoapi's routes for `static` and `admin`.
 */
export function ogcResource(request: AccessRequest): OgcResource {
  const [first, ...rest] = request.segments;
  const reads = request.method === "GET" || request.method === "HEAD";
  switch (first) {
    case undefined:
      return reads ? { type: "landing-page", actions: ["read"] } : unknown;
    case "conformance":
      return reads && rest.length === 0 ? { type: "conformance", actions: ["read"] } : unknown;
    case "api":
    case "openapi":
      return reads && rest.length === 0 ? { type: "api-definition", actions: ["read"] } : unknown;
    case "static":
      return reads ? { type: "assets", actions: ["read"] } : unknown;
    case "admin":
      return { type: "administration", actions: ["manage"] };
    case "TileMatrixSets":
      return reads && rest.length <= 1 ? { type: "conformance", actions: ["read"] } : unknown;
    case "collections":
      return collectionResource(request, rest);
    case "processes":
      return processResource(request, rest);
    case "jobs":
      return jobResource(request, rest);
    default:
      return acrossCollections.has(first) && (reads || (first === "search" && request.method === "POST"))
        ? { type: "all-collections", actions: ["read"] }
        : unknown;
  }
}

function collectionResource(request: AccessRequest, path: readonly string[]): OgcResource {
  const [collection, part, item, ...more] = path;
  const { method } = request;
  const reads = method === "GET" || method === "HEAD";
  if (collection === undefined) return { type: "collections", actions: [reads ? "read" : "manage"] };
  if (part === undefined) {
    return { type: "collection", collection, actions: [reads ? "read" : "manage"] };
  }
  if (part !== "items") {
    const known = readableTrees.has(part) || (readableParts.has(part) && path.length === 2);
    const readable = known && reads;
    return readable ? { type: "collection-part", collection, actions: ["read"] } : { ...unknown, collection };
  }
  if (more.length > 0) return { ...unknown, collection };
  if (item === undefined) {
    const actions = method === "POST" ? bodyMeaning(request) : methodAction(method);
    return { type: "items", collection, actions };
  }
  return { type: "item", collection, item, actions: methodAction(method) };
}

function processResource(request: AccessRequest, path: readonly string[]): OgcResource {
  const [process, part, ...more] = path;
  const reads = request.method === "GET" || request.method === "HEAD";
  if (process === undefined) return { type: "processes", actions: [reads ? "read" : "manage"] };
  if (part === undefined) return { type: "process", process, actions: [reads ? "read" : "manage"] };
  // pygeoapi runs a process for GET on its execution as it does for POST.
  const executes = part === "execution" && more.length === 0 && (reads || request.method === "POST");
  return executes ? { type: "execution", process, actions: ["execute"] } : { ...unknown, process };
}

function jobResource(request: AccessRequest, path: readonly string[]): OgcResource {
  const [job, part] = path;
  const reads = request.method === "GET" || request.method === "HEAD";
  if (job === undefined) return { type: "jobs", actions: [reads ? "read" : "manage"] };
  if (part === undefined) {
    if (request.method === "DELETE") return { type: "job", job, actions: ["delete"] };
    return { type: "job", job, actions: [reads ? "read" : "manage"] };
  }
  return part === "results" && reads ? { type: "job-results", job, actions: ["read"] } : { ...unknown, job };
}
