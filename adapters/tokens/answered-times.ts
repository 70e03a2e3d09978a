/** The times that an answer about a token holds: whether it is of its time, and how long the answer may be remembered. */

/** Judged times: a reason code, `invalid` for what is no time at all, or the end of the token in milliseconds. */
export type AnsweredTimes = { readonly rejected: string } | "invalid" | { readonly expiresAt: number };

/**
 * Judges `exp`, `nbf` and `iat` where an answer has them (RFC 7662 section 2.2 has each optional).
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function answeredTimes(
  claims: Readonly<Record<string, unknown>>,
  clockSkewSeconds: number,
  now: number,
): AnsweredTimes {
  const { exp, nbf, iat } = claims;
  if (![exp, nbf, iat].every((time) => time === undefined || Number.isFinite(time))) return "invalid";
  const skew = clockSkewSeconds * 1000;
  const [end, ...beginnings] = [exp, nbf, iat].map((time) =>
    typeof time === "number" ? time * 1000 : undefined,
  );
  if (end !== undefined && end + skew <= now) return { rejected: "token_expired" };
  if (beginnings.some((begin) => begin !== undefined && begin - skew > now))
    return { rejected: "token_not_yet_valid" };
  return { expiresAt: end ?? Number.POSITIVE_INFINITY };
}

/**
 * Until when an answer may be remembered: so long after it was asked for, and never past the token's end.
 * @param askedAt milliseconds since 1970-01-01T00:00Z
 */
export function rememberedUntil(askedAt: number, cacheSeconds: number, expiresAt: number): number {
  return cacheSeconds === 0 ? 0 : Math.min(askedAt + cacheSeconds * 1000, expiresAt);
}
