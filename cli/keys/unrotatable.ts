/** Why a key cannot be rotated, and what to do in its place. */
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import { cell } from "./text/columns.ts";
import { keyStatus } from "./text/key-status.ts";

/**
 * The sentence; `undefined` for a key that can be rotated.
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function whyUnrotatable(key: KeptKey, now: number): string | undefined {
  const anew = `make a new key: keys create --name ${cell(key.name)}`;
  if (key.state !== "revoked" && key.replacedBy !== undefined) {
    return `the key ${key.id} has been replaced by ${key.replacedBy}: rotate that one, if it is to be replaced as well`;
  }
  switch (keyStatus(key, now)) {
    case "revoked":
      return `the key ${key.id} is revoked: ${anew}`;
    case "expired":
      return `the key ${key.id} has expired: ${anew}`;
    case "disabled":
      return `the key ${key.id} is disabled: keys enable ${key.id} first, or ${anew}`;
    default:
      return undefined;
  }
}
