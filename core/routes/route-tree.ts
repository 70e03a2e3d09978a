/**
 * Compiles rows into a tree that is walked by key, one step for each segment of a path.
 *
 * The invariant: a path has one reading, and that reading is the one of every server that serves it. An id is one
 * segment (a collection's is more only where settings name it), and below a collection's id no parameter stands for
 * the name of a part. pygeoapi declares `/collections/{collection_id:path}/schema`: under Starlette and Flask alike
 * `/collections/lakes/items/schema` is the schema of collection `lakes/items`, for stac-fastapi and others it is item
 * `schema` of `lakes`. Such a path is unknown, so an item that is called like a part cannot be asked for.
 *
 * Where a standard itself puts the name of a part behind an id (`map/tiles`, `coverage/tiles`, `styles/{style}/map`,
 * `instances/{instance}/position`), the standard's reading holds. pygeoapi takes what is before the name for an id
 * with a `/`, which no collection has unless `api.collectionIds` names it, and those ids hold no name of a part; so it
 * finds none and answers 404. Instances are the exception: it splits such an id at `/instances/` again, and so reads
 * as the standard does. In the same way a part that it does not have (`sortables`, `bulk_items`) is for it the end of an
 * id, since `/collections/{collection_id:path}` takes every path. Whoever runs a collection with such an id has to name
 * it, and cannot.
 *
 * Held by test/interop/pygeoapi and test/interop/stac, against the routers of the real servers.
 */
import { partNames } from "./all-routes.ts";
import { type NamedId, namedIds, type Route } from "./route.ts";

/** Ids that a path names. */
export type Names = { -readonly [Name in NamedId]?: string };

/** How many segments from there on are a collection's id. */
export type IdLength = (segments: readonly string[], at: number) => number;

interface Node {
  readonly literals: Map<string, Node>;
  route?: Route;
  /** The row for whatever lies below. */
  rest?: Route;
  parameter?: { readonly name: NamedId | undefined; readonly severalSegments: boolean; readonly node: Node };
  /** Segments that neither `parameter` nor `rest` stands for. */
  readonly never: Set<string>;
}

/** A compiled table. */
export type RouteTree = Node;

const newNode = (): Node => ({ literals: new Map(), never: new Set() });

/**
 * Compiles a table.
 * @throws Error for two rows with the same path, or rows that give one segment two meanings
 */
export function routeTree(routes: readonly Route[]): RouteTree {
  const root = newNode();
  for (const route of routes) {
    const mistake = addRoute(root, route);
    if (mistake !== undefined) throw new Error(`the route ${route.path} ${mistake}`);
  }
  return root;
}

function addRoute(root: Node, route: Route): string | undefined {
  const templates = route.path === "/" ? [] : route.path.slice(1).split("/");
  let node = root;
  for (const [index, template] of templates.entries()) {
    const name = /^\{(\w+)\+?\}$/.exec(template)?.[1];
    if (name === undefined) {
      node = child(node.literals, template);
      continue;
    }
    for (const segment of route.never ?? []) node.never.add(segment);
    if (templates[0] === "collections" && index > 1) for (const part of partNames) node.never.add(part);
    if (template.endsWith("+}")) {
      if (node.rest !== undefined || index < templates.length - 1) return "has no end of its own";
      node.rest = route;
      return undefined;
    }
    const named = namedIds.find((id) => id === name);
    const severalSegments = templates[0] === "collections" && index === 1;
    node.parameter ??= { name: named, severalSegments, node: newNode() };
    if (node.parameter.name !== named) return `calls a segment {${name}} that another row calls otherwise`;
    node = node.parameter.node;
  }
  if (node.route !== undefined) return "is in the table twice";
  node.route = route;
  return undefined;
}

function child(nodes: Map<string, Node>, name: string): Node {
  const found = nodes.get(name) ?? newNode();
  nodes.set(name, found);
  return found;
}

/**
 * Finds the row of a path.
 * @param from the first segment that counts: those before it are the base path
 * @returns the row and the ids that the path names, or `undefined` for a path that no row has
 */
export function findRoute(
  tree: RouteTree,
  segments: readonly string[],
  from: number,
  idLength: IdLength,
): { readonly route: Route; readonly names: Names } | undefined {
  const names: Names = {};
  let node = tree;
  let at = from;
  while (at < segments.length) {
    const segment = segments[at] ?? "";
    const literal = node.literals.get(segment);
    if (literal !== undefined) {
      node = literal;
      at += 1;
      continue;
    }
    const { parameter, rest, never } = node;
    if (never.has(segment)) return undefined;
    if (parameter === undefined) {
      const below = rest !== undefined && !segments.slice(at).some((each) => never.has(each));
      return below ? { route: rest, names } : undefined;
    }
    const length = parameter.severalSegments ? idLength(segments, at) : 1;
    if (parameter.name !== undefined) {
      names[parameter.name] = length === 1 ? segment : segments.slice(at, at + length).join("/");
    }
    node = parameter.node;
    at += length;
  }
  return node.route && { route: node.route, names };
}
