/** Keys and their records as tests make them, by the product's own form of a key. */
import { createHmac, randomBytes } from "node:crypto";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { madeKey } from "#core/authenticate/api-key/managed-key";

/** A key with the record that would be kept of it. */
export interface RecordedKey {
  readonly text: string;
  readonly record: KeyRecord;
}

/** A pepper, made at run time. */
export const newPepper = (): string => randomBytes(48).toString("base64url");

/**
 * A pepper's id as DESIGN has it, computed here a second time: records outlive releases, so that a release which
 * computed it in another way would lock every key out.
 */
export const idOfPepper = (pepper: string): string =>
  createHmac("sha256", pepper).update("pepper id").digest("hex").slice(0, 16);

/** A key that was made now under a pepper, active and without an end, and its record with changes. */
export function recordedKey(pepper: string, changes: Partial<KeyRecord> = {}): RecordedKey {
  const { id, text } = madeKey("live", randomBytes);
  const record: KeyRecord = {
    id,
    name: `partner-${id}`,
    owner: "somebody@example.org",
    digest: createHmac("sha256", pepper).update(text).digest(),
    pepperId: idOfPepper(pepper),
    scopes: ["wells:read"],
    createdAt: Math.floor(Date.now() / 1000),
    state: "active",
    ...changes,
  };
  return { text, record };
}
