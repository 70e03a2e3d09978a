/** Members of JSON that have the name of what every object inherits: they are nobody's claims. */

/** By these a program that copies members without care changes its own objects, or asks what it never was told. */
const names = ["__proto__", "constructor"] as const;

/** False for JSON text that has none of these names for certain; an escape may write any character of one. */
export function mayHaveInheritedNames(text: string): boolean {
  return text.includes("\\") || names.some((name) => text.includes(name));
}

/**
 * Takes such members out of JSON that was parsed just now, wherever they are.
 * @param json nested no deeper than `isNestedTooDeep` lets through, since this calls itself as deep
 */
export function withoutInheritedNames(json: unknown): void {
  if (typeof json !== "object" || json === null) return;
  if (!Array.isArray(json)) {
    const members: Record<string, unknown> = json as Record<string, unknown>;
    for (const name of names) if (Object.hasOwn(members, name)) delete members[name];
  }
  for (const value of Array.isArray(json) ? json : Object.values(json)) {
    if (typeof value === "object") withoutInheritedNames(value);
  }
}
