/** Ends a key for good, whatever others do to it at the same time. */
import type { KeptKey, KeyAdministration } from "./key-administration.ts";
import { untilSettled } from "./until-settled.ts";

/** How it ended: `changed` is false for a key that was revoked already. */
export interface Changed {
  readonly changed: boolean;
  /** The record as it is now. */
  readonly key: KeptKey;
}

/**
 * Revokes a key.
 * @param now seconds since 1970-01-01T00:00Z
 * @returns `undefined` when there is no such key any more
 * @throws AwsFailure when the table gives no answer, or the record does not come to rest
 */
export async function revokeKey(
  table: KeyAdministration,
  known: KeptKey,
  now: number,
): Promise<Changed | undefined> {
  return untilSettled(table, known, async (key) => {
    if (key.state === "revoked") return { changed: false, key };
    const isChanged = await table.change(key, { state: "revoked", endsAt: now });
    return isChanged ? { changed: true, key: { ...key, state: "revoked" } } : undefined;
  });
}
