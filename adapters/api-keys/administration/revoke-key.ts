/** Ends a key for good, whatever others do to it at the same time. */
import { AwsFailure } from "./aws-failure.ts";
import type { KeptKey, KeyAdministration } from "./key-administration.ts";

/** How often a record that others keep changing is tried again; each try follows a change by somebody else. */
const mostTries = 8;

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
  let key: KeptKey | undefined = known;
  for (let tries = 0; tries < mostTries; tries++) {
    if (key === undefined) return undefined;
    if (key.state === "revoked") return { changed: false, key };
    if (await table.change(key, { state: "revoked", endsAt: now })) {
      return { changed: true, key: { ...key, state: "revoked" } };
    }
    key = await table.read(key.id);
  }
  throw new AwsFailure("table", "throttled", "the record keeps changing");
}
