/** Switches a key off for a while, and on again. */
import type { KeptKey, KeyAdministration } from "./key-administration.ts";
import type { Changed } from "./revoke-key.ts";
import { untilSettled } from "./until-settled.ts";

/** Why a key cannot be switched; `key` is the record as it is now. */
export interface NotSwitched {
  readonly refused: "revoked" | "expired";
  readonly key: KeptKey;
}

/**
 * Disables an active key or enables a disabled one; `changed` is false for one that is so already.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @returns `undefined` when there is no such key any more
 */
export async function switchKey(
  table: KeyAdministration,
  known: KeptKey,
  to: "active" | "disabled",
  now: number,
): Promise<Changed | NotSwitched | undefined> {
  return untilSettled<Changed | NotSwitched>(table, known, async (key) => {
    if (key.state === "revoked") return { refused: "revoked", key };
    if (hasExpired(key, now)) return { refused: "expired", key };
    if (key.state === to) return { changed: false, key };
    const isChanged = await table.change(key, { state: to });
    return isChanged ? { changed: true, key: { ...key, state: to } } : undefined;
  });
}

/** Whether a key is past its end, whatever its state. */
export function hasExpired({ expiresAt }: Pick<KeptKey, "expiresAt">, now: number): boolean {
  return expiresAt !== undefined && now >= expiresAt * 1000;
}
