/** The request by which one resource of a listing would be read: what it takes to ask whether a principal may see it. */
import { type AccessRequest, accessRequest } from "#core/access-request";
import type { ApiLayout } from "#core/api-layout";
import { encodedBasePath, encodedPath } from "#core/encoded-path";
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
  const base = encodedBasePath(layout?.basePath ?? []);
  return waysToSee[type].flatMap(({ method, list, part }) => {
    const request = accessRequest({
      ...rest,
      method,
      path: `${base}/${list}/${encodedPath(id)}${part}`,
      query: {},
    });
    if ("refused" in request) return [];
    const resource = ogcResource(request, layout);
    // An id that is read as another path, such as one with a slash that no setting names, is no resource's.
    return resource[type] === id ? [{ request, resource }] : [];
  });
}
