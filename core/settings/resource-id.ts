/** Ids of collections and processes as settings may name them: as a request can ask for them, and in no other way. */
import * as v from "valibot";
import { canonicalSegments } from "#core/canonical-path";

/**
 * True for one segment of an id that a canonical path can hold. An id in another form would never match, and an
 * exception that never matches leaves open what it was meant to close.
 */
function canBeAskedFor(id: string): boolean {
  const segments = id.isWellFormed() ? canonicalSegments(`/${encodeURIComponent(id)}`) : undefined;
  return segments?.length === 1 && segments[0] === id && id === id.trim();
}

/** An id as a request can ask for it; several segments, with a `/` between each two, where settings allow those. */
export const resourceId = v.pipe(
  v.string(),
  v.minLength(1, "must not be empty"),
  v.maxLength(200, "must not be longer than 200 characters"),
  v.check(
    (id) => id === "*" || id.split("/").every(canBeAskedFor),
    'must be an id as it stands in the API, decoded and in Unicode normalization form C, without outer spaces and \\ ; ? # % *; or "*" alone',
  ),
);

/** A list of ids; `*` is every id, and stands alone for itself. */
export const resourceIds = v.array(resourceId);
