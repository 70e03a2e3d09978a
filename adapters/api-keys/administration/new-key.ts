/** Makes a managed key and its record. */
import { randomBytes } from "node:crypto";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { madeKey } from "#core/authenticate/api-key/managed-key";
import { keyDigest, pepperId } from "../peppers.ts";

/** What is told of a key when it is made; times are seconds since 1970-01-01T00:00Z. */
export type NewKey = Pick<KeyRecord, "name" | "owner" | "scopes" | "notBefore" | "expiresAt" | "createdAt">;

/**
 * A new active key under a pepper.
 * @returns `text` is the key itself: to be shown once, and kept nowhere
 */
export function newKey(
  told: NewKey,
  environment: string,
  pepper: string,
): { readonly text: string; readonly record: KeyRecord } {
  const { id, text } = madeKey(environment, randomBytes);
  const digest = keyDigest(pepper, text);
  return { text, record: { ...told, id, digest, pepperId: pepperId(pepper), state: "active" } };
}
