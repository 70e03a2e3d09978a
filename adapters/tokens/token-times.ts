/** Judges the times of tokens, whoever says them: the claims of a JWT, or an issuer that was asked. */

/** Times as they are said (RFC 7519 sections 4.1.4 to 4.1.6, RFC 7662 section 2.2). */
type Times = Readonly<Record<string, unknown>>;

/**
 * Judges `exp`, `nbf` and `iat`, each where it is given. An `iat` that lies ahead is no reason to refuse: no clause asks
 * for such a check, and clocks differ.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @param skewSeconds how far the issuer's clock may be off
 * @returns a reason code, `invalid` for what is no time at all, or `undefined` for a token of its time
 */
export function outOfTime(
  { exp, nbf, iat }: Times,
  now: number,
  skewSeconds: number,
): "invalid" | "token_expired" | "token_not_yet_valid" | undefined {
  if (!isTimeOrAbsent(exp) || !isTimeOrAbsent(nbf) || !isTimeOrAbsent(iat)) return "invalid";
  const seconds = now / 1000;
  if (exp !== undefined && exp + skewSeconds <= seconds) return "token_expired";
  return nbf !== undefined && nbf - skewSeconds > seconds ? "token_not_yet_valid" : undefined;
}

/**
 * Judges the times in the claims of a JWT, for all verifiers alike: `exp` must be there.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @returns a reason code, or `undefined` for a token of its time
 */
export function untimely(claims: Times, now: number, skewSeconds: number): string | undefined {
  if (claims.exp === undefined) return "token_without_expiry";
  const refusal = outOfTime(claims, now, skewSeconds);
  return refusal === "invalid" ? "token_invalid" : refusal;
}

/** True for a NumericDate (RFC 7519 section 2), which is seconds since 1970-01-01T00:00Z, whole or not; or for none. */
function isTimeOrAbsent(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === "number" && Number.isFinite(value));
}
