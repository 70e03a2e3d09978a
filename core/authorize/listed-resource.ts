/** The request by which one resource of a listing would be read: what it takes to ask whether a principal may see it. */
import { type AccessRequest, accessRequest } from "#core/access-request";
import type { ApiLayout } from "#core/api-layout";
import { type OgcResource, ogcResource } from "#core/ogc-resource";

/** What a listing lists. */
export type ListedType = "collection" | "process";

/** One question about a listed resource. */
export interface ListedQuestion {
  readonly request: AccessRequest;
  readonly resource: OgcResource;
}

/** Requests of which each shows that there is such a resource. */
const waysToSee = {
  collection: [{ method: "GET", list: "collections", part: "" }],
  process: [
    { method: "GET", list: "processes", part: "" },
    { method: "POST", list: "processes", part: "/execution" },
  ],
} as const;

/**
 * The questions of which one has to be allowed for the resource to be seen: reading it, and for a process running it.
 * @param listing the request for the listing, of which the others have all but method and path
 * @param layout where the backend serves the API, and which ids hold a `/`; absent: at its root, and none
 * @returns none for an id that no canonical request reaches: nobody could be allowed to read it
 */
export function listedQuestions(
  listing: AccessRequest,
  type: ListedType,
  id: string,
  layout: ApiLayout | undefined,
): readonly ListedQuestion[] {
  const { segments: _segments, ...rest } = listing;
  const base = (layout?.basePath ?? []).map((segment) => `/${encodedSegment(segment)}`).join("");
  const segments = id.split("/").map(encodedSegment).join("/");
  return waysToSee[type].flatMap(({ method, list, part }) => {
    const request = accessRequest({ ...rest, method, path: `${base}/${list}/${segments}${part}`, query: {} });
    if ("refused" in request) return [];
    const resource = ogcResource(request, layout);
    // An id that is read as another path, such as one with a slash that no setting names, is no resource's.
    return resource[type] === id ? [{ request, resource }] : [];
  });
}

/**
 * One path segment in the spelling that clients use: what may stand for itself is not encoded (RFC 3986 section 3.3).
 * Whether the result is canonical is for `accessRequest` to judge.
 */
function encodedSegment(id: string): string {
  if (!id.isWellFormed()) return "";
  return encodeURIComponent(id).replace(/%(24|26|2B|2C|3A|3D|40)/g, decodeURIComponent);
}
