/** Tells roughly how much memory JSON takes that is kept. */

/** What an object, a list or one of their members takes, about, on a 64-bit machine. */
const ofObject = 64;
const ofMember = 16;

/**
 * The bytes of an object or a list with all that is in it, roughly. It keeps a list of its own of what is left to do:
 * claims may be nested deeper than functions can call each other.
 */
export function jsonBytes(json: object): number {
  let bytes = 0;
  for (const left: object[] = [json]; left.length > 0; ) {
    const value = left.pop() ?? [];
    const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (members !== value) for (const name of Object.keys(value)) bytes += name.length;
    bytes += ofObject + ofMember * members.length;
    for (const member of members) {
      if (typeof member === "string") bytes += member.length;
      else if (typeof member === "object" && member !== null) left.push(member);
    }
  }
  return bytes;
}
