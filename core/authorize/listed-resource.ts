/** The request by which one resource of a listing would be read: what it takes to ask whether a principal may see it. */
import { type AccessRequest, accessRequest } from "#core/access-request";
import { type OgcResource, ogcResource } from "#core/ogc-resource";

/** What a listing lists. */
export type ListedType = "collection" | "process";

/** One question about a listed resource. */
export interface ListedQuestion {
  readonly request: AccessRequest;
  readonly resource: OgcResource;
}

/**
 * The questions of which one has to be allowed for the resource to be seen: reading it, and for a process running it.
 * @param listing the request for the listing, of which the others have all but method and path
 * @param basePath the path under which the backend serves the API; empty or with a slash before and none after it
 * @returns none for an id that no canonical request reaches: nobody could be allowed to read it
 */
export function listedQuestions(
  listing: AccessRequest,
  type: ListedType,
  id: string,
  basePath: string,
): readonly ListedQuestion[] {
  const segment = encodedSegment(id);
  const paths =
    type === "collection"
      ? [["GET", `${basePath}/collections/${segment}`]]
      : [
          ["GET", `${basePath}/processes/${segment}`],
          ["POST", `${basePath}/processes/${segment}/execution`],
        ];
  return paths.flatMap(([method = "", path = ""]) => {
    const { segments: _segments, ...rest } = listing;
    const request = accessRequest({ ...rest, method, path, query: {} });
    if ("refused" in request) return [];
    const resource = ogcResource(request);
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
