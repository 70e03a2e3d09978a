/** Puts a new key in the place of another one, so that of several who do so at the same time one wins. */
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { AwsFailure } from "./aws-failure.ts";
import type { KeptKey, KeyAdministration } from "./key-administration.ts";

/** How a rotation ended. */
export type Rotation =
  /** The new key may be shown; `replaced` is the old record as it is now. */
  | { readonly kind: "rotated"; readonly replaced: KeptKey }
  /** Somebody else changed the old key first; `old` is its record as it is now, and the new record is gone, unless it is left over. */
  | { readonly kind: "overtaken"; readonly old: KeptKey | undefined; readonly leftOver: boolean }
  /** The table gave no answer in the middle of it, so that nobody knows; the new key must not be shown. */
  | { readonly kind: "uncertain"; readonly failure: AwsFailure };

/**
 * Rotates a key in two steps, of which a crash in between leaves the old key as it was, and a new one that nobody was
 * shown: (1) the new record is added, (2) the old one, if it still is as it is known, gets its successor and its end.
 * @param old active, and not replaced
 * @param endsAt when the old key ends, seconds since 1970-01-01T00:00Z; never later than it would have
 */
export async function rotateKey(
  table: KeyAdministration,
  old: KeptKey,
  made: KeyRecord,
  endsAt: number,
): Promise<Rotation> {
  const expiresAt = Math.min(old.expiresAt ?? endsAt, endsAt);
  try {
    if (!(await table.add(made))) throw new RangeError("two keys were made with the same id");
    const change = { replacedBy: made.id, expiresAt, endsAt: expiresAt };
    if (await table.change(old, change)) {
      return { kind: "rotated", replaced: { ...old, replacedBy: made.id, expiresAt } };
    }
    const leftOver = !(await table.remove(made));
    return { kind: "overtaken", old: await table.read(old.id), leftOver };
  } catch (failure) {
    if (failure instanceof AwsFailure) return { kind: "uncertain", failure };
    throw failure;
  }
}
