/** Switches a key off for a while, and on again. */
import { AwsFailure } from "./aws-failure.ts";
import type { KeptKey, KeyAdministration } from "./key-administration.ts";
import type { Changed } from "./revoke-key.ts";

const mostTries = 8;

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
  let key: KeptKey | undefined = known;
  for (let tries = 0; tries < mostTries; tries++) {
    if (key === undefined) return undefined;
    if (key.state === "revoked") return { refused: "revoked", key };
    if (hasExpired(key, now)) return { refused: "expired", key };
    if (key.state === to) return { changed: false, key };
    if (await table.change(key, { state: to })) return { changed: true, key: { ...key, state: to } };
    key = await table.read(key.id);
  }
  throw new AwsFailure("table", "throttled", "the record keeps changing");
}

/** Whether a key is past its end, whatever its state. */
export function hasExpired({ expiresAt }: Pick<KeptKey, "expiresAt">, now: number): boolean {
  return expiresAt !== undefined && now >= expiresAt * 1000;
}
