/** What a record means at a moment. */
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import { hasExpired } from "#adapters/api-keys/administration/switch-key";

/** `ending`: replaced, and still accepted for the rest of the overlap. */
export type KeyStatus = "active" | "not_yet_valid" | "ending" | "expired" | "disabled" | "revoked";

/**
 * The status.
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function keyStatus(key: KeptKey, now: number): KeyStatus {
  if (key.state === "revoked") return "revoked";
  if (hasExpired(key, now)) return "expired";
  if (key.state === "disabled") return "disabled";
  if (key.notBefore !== undefined && now < key.notBefore * 1000) return "not_yet_valid";
  return key.replacedBy === undefined ? "active" : "ending";
}

/** True for a key that can never be used again. */
export function hasEnded(key: KeptKey, now: number): boolean {
  return ["revoked", "expired"].includes(keyStatus(key, now));
}
