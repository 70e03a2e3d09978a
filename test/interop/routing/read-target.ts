/** What we read in a generated request, and requests for a route that a server declares. */
import { accessRequest } from "#core/access-request";
import type { ApiLayout } from "#core/api-layout";
import { type OgcResource, ogcResource } from "#core/ogc-resource";
import { unjudged } from "#test/core/asked";
import type { DeclaredRoute } from "./routed.ts";
import type { Target } from "./targets.ts";

/** `undefined` for a request that is refused before any policy is asked. */
export function readTarget(
  { method, path, contentType }: Target,
  layout: ApiLayout,
): OgcResource | undefined {
  const headers: Record<string, string> = contentType === "" ? {} : { "content-type": contentType };
  const request = accessRequest(unjudged(method, path, headers));
  return "refused" in request ? undefined : ogcResource(request, layout);
}

/**
 * A request for each method of a route, with ids for its parameters; of OPTIONS only where a server has code for it:
 * elsewhere it is a preflight, which the gateway answers itself.
 */
export function examplesOf({ path, methods }: DeclaredRoute): Target[] {
  const filled = path.replaceAll(/\{\w+(:\w+)?\}|<(\w+:)?\w+>/g, "some-id");
  return methods
    .filter((method) => method !== "OPTIONS" || filled.includes("/items"))
    .map((method) => ({ method, path: filled, contentType: "application/geo+json" }));
}
