/** Freezes a value that several requests will share, and tells roughly how much memory it takes. */

/** What an object, a list or one of their members takes, about, on a 64-bit machine. */
const ofObject = 64;
const ofMember = 16;

/**
 * Freezes JSON with all that is in it, and counts its bytes, roughly. It keeps a list of its own of what is left to do:
 * claims may be nested deeper than functions can call each other.
 */
export function frozenBytes(json: unknown): number {
  let bytes = 0;
  for (const left: unknown[] = [json]; left.length > 0; ) {
    const value = left.pop();
    if (typeof value === "string") bytes += value.length;
    if (typeof value !== "object" || value === null) continue;
    Object.freeze(value);
    bytes += ofObject;
    if (!Array.isArray(value)) for (const name of Object.keys(value)) bytes += name.length;
    const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    bytes += ofMember * members.length;
    for (const member of members) left.push(member);
  }
  return bytes;
}
