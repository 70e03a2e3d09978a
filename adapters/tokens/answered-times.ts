/** The times that an answer about a token holds: whether it is of its time, and how long the answer may be remembered. */
import { isTime } from "./token-times.ts";

/** Judged times: a reason code, `invalid` for what is no time at all, or the end of the token in milliseconds. */
export type AnsweredTimes = { readonly rejected: string } | "invalid" | { readonly expiresAt: number };

/**
 * Judges the times that an answer has (RFC 7662 section 2.2 has each optional). As in a JSON Web Token, an `iat` that
 * lies ahead is no reason to refuse.
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function answeredTimes(
  { exp, nbf, iat }: Readonly<Record<string, unknown>>,
  clockSkewSeconds: number,
  now: number,
): AnsweredTimes {
  if (!isTimeOrAbsent(exp) || !isTimeOrAbsent(nbf) || !isTimeOrAbsent(iat)) return "invalid";
  const skew = clockSkewSeconds * 1000;
  if (exp !== undefined && exp * 1000 + skew <= now) return { rejected: "token_expired" };
  if (nbf !== undefined && nbf * 1000 - skew > now) return { rejected: "token_not_yet_valid" };
  return { expiresAt: exp === undefined ? Number.POSITIVE_INFINITY : exp * 1000 };
}

function isTimeOrAbsent(value: unknown): value is number | undefined {
  return value === undefined || isTime(value);
}

/**
 * Until when an answer may be remembered: so long after it was asked for, and never past the token's end.
 * @param askedAt milliseconds since 1970-01-01T00:00Z
 */
export function rememberedUntil(askedAt: number, cacheSeconds: number, expiresAt: number): number {
  return cacheSeconds === 0 ? 0 : Math.min(askedAt + cacheSeconds * 1000, expiresAt);
}
