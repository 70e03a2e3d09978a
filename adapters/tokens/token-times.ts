/** Judges the times in a token's claims, for all verifiers alike. */

/**
 * `exp`, `nbf` and `iat` (RFC 7519 sections 4.1.4 to 4.1.6), each of which must be a number where it is given; `exp`
 * must be. An `iat` that lies ahead is no reason to refuse: the clause asks for no such check, and clocks differ.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @param skewSeconds how far the issuer's clock may be off
 * @returns a reason code, or `undefined` for a token of its time
 */
export function untimely(
  { exp, nbf, iat }: Readonly<Record<string, unknown>>,
  now: number,
  skewSeconds: number,
): string | undefined {
  const seconds = now / 1000;
  if (!isTime(exp)) return exp === undefined ? "token_without_expiry" : "token_invalid";
  if ((nbf !== undefined && !isTime(nbf)) || (iat !== undefined && !isTime(iat))) return "token_invalid";
  if (exp + skewSeconds <= seconds) return "token_expired";
  return nbf !== undefined && nbf - skewSeconds > seconds ? "token_not_yet_valid" : undefined;
}

/** True for a NumericDate (RFC 7519 section 2): seconds since 1970-01-01T00:00Z, whole or not. */
export function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
