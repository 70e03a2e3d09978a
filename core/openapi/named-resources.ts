/** Which collections and processes an OpenAPI document names: what access rules are held against at synthesis. */
import { isJsonObject } from "#core/json-object";
import { pathValues } from "./path-values.ts";

/** The ids that a document names; `undefined` where it stands for any id, so that nothing can be told. */
export interface NamedResources {
  readonly collections: ReadonlySet<string> | undefined;
  readonly processes: ReadonlySet<string> | undefined;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads the ids from the paths `/collections/<id>…` and `/processes/<id>…`. A path template in the place of the id
 * counts with the values that its parameter lists (`enum`); without a list the document stands for any id.
 * @param document an OpenAPI document 3.0 or 3.1, or Swagger 2.0, as JSON
 * @param basePath what paths may begin with beside the paths of the document's servers, such as `/geoapi`
 * @param idsWithSlash ids of collections that take more than one segment of a path
 * @returns `undefined` when it is no OpenAPI document
 */
export function namedResources(
  document: unknown,
  basePath = "",
  idsWithSlash: readonly string[] = [],
): NamedResources | undefined {
  if (!isJsonObject(document) || !isJsonObject(document.paths)) return undefined;
  if (typeof document.openapi !== "string" && typeof document.swagger !== "string") return undefined;
  const bases = [basePath, ...serverPaths(document)].filter((base) => base !== "");
  const found = { collections: new Set<string>(), processes: new Set<string>() };
  const open = new Set<keyof NamedResources>();
  for (const [path, item] of Object.entries(document.paths)) {
    const [, list, segment, ...more] = withoutBase(path, bases).split("/");
    if ((list !== "collections" && list !== "processes") || segment === undefined || segment === "") continue;
    const ids = segment.includes("{")
      ? pathValues(document, item, segment)
      : [idOf([segment, ...more].map(decoded).join("/"), idsWithSlash)];
    if (ids === undefined) open.add(list);
    for (const id of ids ?? []) found[list].add(id);
  }
  return {
    collections: open.has("collections") ? undefined : found.collections,
    processes: open.has("processes") ? undefined : found.processes,
  };
}

/** The paths of the servers (OpenAPI 3.1 section 4.8.5) or the `basePath` (Swagger 2.0), without a slash at the end. */
function serverPaths({ servers, basePath }: Members): string[] {
  const urls = Array.isArray(servers)
    ? servers.map((server: unknown) => isJsonObject(server) && server.url)
    : [];
  return [...urls, basePath]
    .filter((url) => typeof url === "string")
    .map((url) => url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/\/+$/, ""));
}

/** Some documents repeat the server's path in every path. */
function withoutBase(path: string, bases: readonly string[]): string {
  const base = bases.find((each) => path.startsWith(`${each}/`));
  return base === undefined ? path : path.slice(base.length);
}

/** The id that a path begins with: one that is known to hold a `/`, the longest first, or else the first segment. */
function idOf(path: string, idsWithSlash: readonly string[]): string {
  const long = idsWithSlash
    .filter((id) => path === id || path.startsWith(`${id}/`))
    .sort((one, other) => other.length - one.length);
  return long[0] ?? path.split("/")[0] ?? path;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
