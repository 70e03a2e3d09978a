/** What is kept of a managed API key, and whether it may be used now; never the key. */
import { isScopeToken } from "#core/authenticate/scope-token";

/** `disabled` can be taken back, `revoked` cannot. */
export type KeyState = "active" | "disabled" | "revoked";

/** The record of one managed key; times are whole seconds since 1970-01-01T00:00Z. */
export interface KeyRecord {
  readonly id: string;
  /** Who or what the key is for; access rules mean it, and a rotation keeps it. */
  readonly name: string;
  /** Whom to ask about it: a person, a team, an address; for operators, seen by nobody else. */
  readonly owner: string;
  /** HMAC-SHA-256 of the whole key under the pepper. */
  readonly digest: Uint8Array;
  readonly pepperId: string;
  readonly scopes: readonly string[];
  /** Not accepted before; absent: from the beginning. */
  readonly notBefore?: number;
  /** Not accepted from then on; absent: without end. */
  readonly expiresAt?: number;
  readonly createdAt: number;
  /** The last day (UTC) on which it was accepted, such as `2026-01-31`; absent: never, or not noted. */
  readonly lastUsedDay?: string;
  readonly state: KeyState;
  /** The id of the key that a rotation made in its place. */
  readonly replacedBy?: string;
}

/** Why a genuine key is not accepted. */
export type UnusableKey =
  | "api_key_disabled"
  | "api_key_revoked"
  | "api_key_not_yet_valid"
  | "api_key_expired";

/**
 * Whether a key may be used.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @returns a reason code, or `undefined` for a key that may be used
 */
export function unusableKey(
  { state, notBefore, expiresAt }: KeyRecord,
  now: number,
): UnusableKey | undefined {
  if (state === "revoked") return "api_key_revoked";
  if (state !== "active") return "api_key_disabled";
  if (expiresAt !== undefined && now >= expiresAt * 1000) return "api_key_expired";
  if (notBefore !== undefined && now < notBefore * 1000) return "api_key_not_yet_valid";
  return undefined;
}

/** True for a name that a key may have: printable, without spaces, and not the `*` that means any key in access rules. */
export function isKeyName(name: string): boolean {
  return /^[\x21-\x7E]{1,128}$/.test(name) && name !== "*";
}

/** True for a list of scopes that a key may have (RFC 6749 section 3.3). */
export function areKeyScopes(scopes: unknown): scopes is readonly string[] {
  return Array.isArray(scopes) && scopes.every((scope) => typeof scope === "string" && isScopeToken(scope));
}
