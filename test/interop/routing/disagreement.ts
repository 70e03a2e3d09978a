/** Whether what we read in a request is what a real server's router names. */
import type { OgcResource } from "#core/ogc-resource";
import { partNames } from "#core/routes/all-routes";
import type { Routed } from "./routed.ts";

/**
 * What is wrong, or `undefined` where both agree.
 * @param resource what we read; not of the type `unknown`, which nobody is allowed
 * @param named what the router names; `undefined` where no route takes the request, and nothing is served
 */
export function disagreement(resource: OgcResource, named: Routed | undefined): string | undefined {
  if (named === undefined) return undefined;
  for (const name of ["collection", "process", "job"] as const) {
    if (resource[name] === (named[name] || undefined)) continue;
    if (name === "collection" && isNobodysId(resource.collection, named.collection)) return undefined;
    return `${name} is ${String(named[name])} for the server and ${String(resource[name])} for us`;
  }
  // A slash at the end is a part of the item's id, which may then be nothing else, and no item has such an id.
  const item = named.item?.replace(/\/$/, "") || undefined;
  if (resource.type !== "collection-part" && item !== resource.item) {
    return `item is ${String(named.item)} for the server and ${String(resource.item)} for us`;
  }
  const { action } = named;
  if (action !== undefined && !resource.actions.some((each) => each === action)) {
    return `it does ${action}, and we ask for ${resource.actions.join("+")}`;
  }
  return undefined;
}

/** An id that no collection has: ours with a slash at its end, or with the name of a part after a slash. */
function isNobodysId(ours: string | undefined, theirs: string | undefined): boolean {
  if (ours === undefined || !theirs?.startsWith(`${ours}/`)) return false;
  const [next = ""] = theirs.slice(ours.length + 1).split("/");
  return next === "" || partNames.has(next);
}
