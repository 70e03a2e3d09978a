/** Freezes a value that several requests share, or that is known again by being the same object. */

/**
 * Freezes JSON with all that is in it, and gives it back. It keeps a list of its own of what is left to do: claims may
 * be nested deeper than functions can call each other.
 */
export function frozenJson<Json>(json: Json): Json {
  for (const left: unknown[] = [json]; left.length > 0; ) {
    const value = left.pop();
    if (typeof value !== "object" || value === null) continue;
    Object.freeze(value);
    for (const member of Object.values(value)) left.push(member);
  }
  return json;
}
