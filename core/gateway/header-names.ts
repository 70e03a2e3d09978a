/** Names of headers without regard to case: nearly every request has the same ones, which are folded once. */

/** How many names are remembered, and how long they may be: what strangers make up must not fill the memory. */
const [mostNames, longestName] = [256, 64];

const folded = new Map<string, string>();

/** The name in lower case; field names have no case (RFC 9110 section 5.1). */
export function lowerCaseName(name: string): string {
  const known = folded.get(name);
  if (known !== undefined) return known;
  const lowerCase = name.toLowerCase();
  if (folded.size < mostNames && name.length <= longestName) folded.set(name, lowerCase);
  return lowerCase;
}
