/** From a path and a method to the resource and method of the API that answer. */
import { type ApiMethod, httpMethods } from "../api/method.ts";
import type { ApiResource } from "../api/resource-tree.ts";
import type { RestApi } from "../api/rest-api.ts";
import { type Entry, entryOf } from "./entry.ts";

/** Where a request belongs. */
export interface Route {
  readonly resource: ApiResource;
  readonly method: ApiMethod;
  /** Its paths are percent-encoded as sent. */
  readonly entry: Entry;
  /** Percent-encoded as sent; undefined when the resource has none. */
  readonly pathParameters?: Readonly<Record<string, string>>;
}

export type Routing =
  | { readonly kind: "routed"; readonly route: Route }
  | { readonly kind: "no-api" }
  | { readonly kind: "no-route"; readonly entry: Entry };

/**
 * Routes a request, by its `Host` and its path to the API, and by the rest of the path to a resource.
 *
 * A resource answers only if it has the method, or `ANY`; of several the most specific does: at the first part in
 * which they differ a literal comes before `{name}` and this before `{name+}`. A trailing slash does not count, and
 * `ANY` stands for the seven methods of REST APIs (Amazon API Gateway developer guide, "Set up a proxy integration
 * with a proxy resource"; falling back to a less specific resource, and what becomes of slashes, is as recorded on
 * real API Gateway). Parts are compared as they are sent, without decoding.
 */
export function routeRequest(api: RestApi, method: string, path: string, host = ""): Routing {
  const entry = entryOf(api, path, host);
  if (entry === undefined) return { kind: "no-api" };
  const parts = entry.path.replace(/^\/|\/+$/g, "").split("/");
  const wanted = parts.length === 1 && parts[0] === "" ? [] : parts;
  const candidates = api.resources
    .map((resource) => ({ resource, parameters: matchParts(resource.parts, wanted) }))
    .filter(({ resource }) => methodOf(resource, method) !== undefined)
    .filter(({ parameters }) => parameters !== undefined)
    .sort((one, other) => compareSpecificity(one.resource.parts, other.resource.parts));
  const [best] = candidates;
  const found = best === undefined ? undefined : methodOf(best.resource, method);
  if (best === undefined || found === undefined) return { kind: "no-route", entry };
  const parameters = best.parameters ?? {};
  const pathParameters = Object.keys(parameters).length === 0 ? {} : { pathParameters: parameters };
  return { kind: "routed", route: { resource: best.resource, method: found, entry, ...pathParameters } };
}

function methodOf(resource: ApiResource, method: string): ApiMethod | undefined {
  if (!httpMethods.some((known) => known === method)) return undefined;
  return resource.methods.get(method) ?? resource.methods.get("ANY");
}

/** The parameters when the parts match, which for a resource without parameters are none. */
function matchParts(
  declared: readonly string[],
  wanted: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const parameters: [string, string][] = [];
  for (const [index, part] of declared.entries()) {
    const segment = wanted[index];
    if (segment === undefined) return undefined;
    if (part.endsWith("+}")) {
      const rest = wanted.slice(index).join("/");
      if (rest === "") return undefined;
      return Object.fromEntries([...parameters, [part.slice(1, -2), rest]]);
    }
    if (part.startsWith("{")) {
      if (segment === "") return undefined;
      parameters.push([part.slice(1, -1), segment]);
    } else if (part !== segment) {
      return undefined;
    }
  }
  return declared.length === wanted.length ? Object.fromEntries(parameters) : undefined;
}

function compareSpecificity(one: readonly string[], other: readonly string[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const difference = specificity(one[index]) - specificity(other[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function specificity(part: string | undefined): number {
  if (part?.endsWith("+}")) return 2;
  return part?.startsWith("{") ? 1 : 0;
}
