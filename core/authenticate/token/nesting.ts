/** How deep JSON of a token or about one may be nested: whoever reads it after us may read it by recursion. */

/** Deepest nesting that is let through; claims of the providers we know of have four levels at most. */
const deepest = 32;

/** True for more objects and lists within each other than that; found without recursion, level by level. */
export function isNestedTooDeep(json: unknown): boolean {
  let level = [json].filter(isContainer);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((container): unknown[] => Object.values(container)).filter(isContainer);
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
