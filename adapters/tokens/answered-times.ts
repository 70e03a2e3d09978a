/** The times that an answer about a token holds: whether it is of its time, and how long the answer may be remembered. */
import { outOfTime } from "./token-times.ts";

/** Judged times: a reason code, `invalid` for what is no time at all, or the end of the token in milliseconds. */
export type AnsweredTimes = { readonly rejected: string } | "invalid" | { readonly expiresAt: number };

/**
 * Judges the times that an answer has (RFC 7662 section 2.2 has each optional), as those of a JSON Web Token.
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function answeredTimes(
  times: Readonly<Record<string, unknown>>,
  clockSkewSeconds: number,
  now: number,
): AnsweredTimes {
  const refusal = outOfTime(times, now, clockSkewSeconds);
  if (refusal === "invalid") return refusal;
  if (refusal !== undefined) return { rejected: refusal };
  return { expiresAt: typeof times.exp === "number" ? times.exp * 1000 : Number.POSITIVE_INFINITY };
}

/**
 * Until when an answer may be remembered: so long after it was asked for, and never past the token's end.
 * @param askedAt milliseconds since 1970-01-01T00:00Z
 */
export function rememberedUntil(askedAt: number, cacheSeconds: number, expiresAt: number): number {
  return cacheSeconds === 0 ? 0 : Math.min(askedAt + cacheSeconds * 1000, expiresAt);
}
