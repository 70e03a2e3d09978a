/** What JSON of a token or about one is made of: how deep it is nested, and whether a name of it means more than a name. */

/** Deepest nesting that is let through; claims of the providers we know of have four levels at most. */
const deepest = 32;

/** True for more objects and lists within each other than that: whoever reads it after us may read it by recursion. */
export function isNestedTooDeep(json: unknown): boolean {
  return isDeeper(json, deepest);
}

/**
 * The same of JSON whose text is at hand: a text that opens no more objects and lists than may be within each other has
 * none too deep, and is not walked through. Brackets within its strings count too, and at worst cost the walk.
 * @param json what the text was parsed to
 */
export function isTextNestedTooDeep(text: string, json: unknown): boolean {
  return opensMoreThan(text, deepest) && isDeeper(json, deepest);
}

function opensMoreThan(text: string, most: number): boolean {
  let opened = 0;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      opened += 1;
      if (opened > most) return true;
    }
  }
  return false;
}

/** Calls itself no deeper than it is told, whatever strangers send. */
function isDeeper(json: unknown, levels: number): boolean {
  if (typeof json !== "object" || json === null) return false;
  if (levels === 0) return true;
  for (const value of Array.isArray(json) ? json : Object.values(json)) {
    if (typeof value === "object" && isDeeper(value, levels - 1)) return true;
  }
  return false;
}
