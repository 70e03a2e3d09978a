/** Ids of collections and processes as settings may name them: as a request can ask for them, and in no other way. */
import * as v from "valibot";
import { canonicalSegments } from "#core/canonical-path";

/**
 * True for an id that a canonical path can hold. An id in another form would never match, and an exception that never
 * matches leaves open what it was meant to close.
 */
function canBeAskedFor(id: string): boolean {
  const segments = id.isWellFormed() ? canonicalSegments(`/${encodeURIComponent(id)}`) : undefined;
  return segments?.length === 1 && segments[0] === id && id === id.trim();
}

/** A list of ids; `*` is every id, and stands alone for itself. */
export const resourceIds = v.array(
  v.pipe(
    v.string(),
    v.minLength(1, "must not be empty"),
    v.maxLength(200, "must not be longer than 200 characters"),
    v.check(
      (id) => id === "*" || canBeAskedFor(id),
      'must be an id as it stands in the API, decoded and in Unicode normalization form C, without outer spaces and / \\ ; ? # % *; or "*" alone',
    ),
  ),
);
