/** The one reading of a path: split, then percent-decoded exactly once, or not canonical. */

/** Longest path that is looked at: a policy's Resource holds 512 characters, and the path is a part of it. */
const longestPath = 512;

/**
 * A segment that needs no decoding: of the next expression's characters, only those that stand for themselves. Most
 * segments are such ones, and none of the questions below could refuse it but the one about dots.
 */
const plainSegment = /^[A-Za-z0-9\-._~!$&'()+,=:@]+$/;

/** A segment of `pchar`s (RFC 3986 section 3.3) without `;` and `*`, and with percent-encoded octets. */
const segmentSyntax = /^(?:[A-Za-z0-9\-._~!$&'()+,=:@]|%[0-9A-Fa-f]{2})+$/;

/** Encoded unreserved characters: another spelling of the same path (RFC 3986 section 6.2.2.2). */
const encodedUnreserved = /%(?:[46][1-9A-F]|[57][0-9A]|3[0-9]|2[DE]|5F|7E)/i;

/**
 * What no segment holds once it is decoded: a server that decodes before it routes, or decodes again, would read
 * another path. Asked of the decoded text, so that decoding it twice by mistake lets paths in that tests refuse.
 */
const delimiters = /[#%*/;?\\]/;

/** Control characters, those beyond ASCII included. */
const control = /\p{Cc}/u;

/**
 * Splits a path and decodes its segments once.
 *
 * Reads the path as the backend's router might at worst: pygeoapi decodes `%2F` before routing and resolves no dots,
 * so a rule on the raw path would be walked around. One trailing slash is tolerated and adds no segment.
 * @param path as it stands in the request line, percent-encoded, without query
 * @returns the decoded segments (none for `/`), or `undefined` when the path is not its own canonical form
 */
export function canonicalSegments(path: string): readonly string[] | undefined {
  if (path.length > longestPath || !path.startsWith("/")) return undefined;
  if (path === "/") return [];
  const segments = path.slice(1).split("/");
  if (segments.at(-1) === "") segments.pop();
  for (const [index, segment] of segments.entries()) {
    const decoded = decodedSegment(segment);
    if (decoded === undefined) return undefined;
    segments[index] = decoded;
  }
  return segments;
}

function decodedSegment(segment: string): string | undefined {
  if (plainSegment.test(segment)) return segment === "." || segment === ".." ? undefined : segment;
  return decodedFully(segment);
}

/** By all the rules, also for a segment that needs no decoding; the tests hold the two readings together. */
export function decodedFully(segment: string): string | undefined {
  if (!segmentSyntax.test(segment) || encodedUnreserved.test(segment)) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    return undefined; // Not UTF-8.
  }
  if (decoded === "." || decoded === ".." || delimiters.test(decoded) || control.test(decoded))
    return undefined;
  return decoded === decoded.normalize("NFC") ? decoded : undefined;
}
