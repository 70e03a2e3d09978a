/** How the table with the records of managed keys is keyed: the stack makes it so, and adapters count on it. */

/** The table's partition key. */
export const idAttribute = "id";
/** The partition key of the index by which operators find the keys of one name. */
export const nameAttribute = "name";
/** The name of that index, which holds nothing but both keys. */
export const nameIndex = "byName";
/** The attribute by which DynamoDB removes records whose key ended long ago: seconds since 1970-01-01T00:00Z. */
export const removalAttribute = "deleteAfter";
/** The one attribute that the authorizer writes: the UTC day on which a key was last used, such as `2026-01-31`. */
export const lastUseAttribute = "lastUsedDay";
