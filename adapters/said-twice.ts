/** Tells whether a JSON text gives any object a member twice, of which JSON.parse silently keeps the last. */

/**
 * @param text what `json` was parsed from
 * @returns true when two members of one object, however deep, have one name (RFC 8259 section 4)
 */
export function saysTwice(text: string, json: unknown): boolean {
  return membersWritten(text) !== membersKept(json);
}

/** In a valid JSON text each member is written with one colon, and other colons are in strings. */
function membersWritten(text: string): number {
  let members = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|:/g)) if (token === ":") members += 1;
  return members;
}

/** No recursion: how deep a text is nested, its writer says. */
function membersKept(json: unknown): number {
  let members = 0;
  const values = [json];
  while (values.length > 0) {
    const value = values.pop();
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) members += Object.keys(value).length;
    for (const inner of Object.values(value)) values.push(inner);
  }
  return members;
}
