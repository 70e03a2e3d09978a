/** Reads claims by names that settings give. */

/** Claims, as whoever verified them read them. */
export type Claims = Readonly<Record<string, unknown>>;

/** A claim that the token itself has: one called `constructor` is not there only because every object inherits it. */
export function ownClaim(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}
