/** The way back from an id to its part of a path, in the spelling that clients use. */

/**
 * The path of an id, without a slash before it: every part encoded, but for what may stand for itself (RFC 3986 section
 * 3.3). An id with a `/` becomes several segments. Whether the result is canonical is for `accessRequest` to judge: not
 * every id has a canonical path.
 */
export function encodedPath(id: string): string {
  return id.split("/").map(encodedSegment).join("/");
}

/** The segments of a base path as what paths begin with: a slash before each; empty where there is none. */
export function encodedBasePath(segments: readonly string[]): string {
  return segments.map((segment) => `/${encodedPath(segment)}`).join("");
}

function encodedSegment(segment: string): string {
  // Half of a character has no encoding, and no request can be about it.
  if (!segment.isWellFormed()) return "";
  return encodeURIComponent(segment).replace(/%(24|26|2B|2C|3A|3D|40)/g, decodeURIComponent);
}
