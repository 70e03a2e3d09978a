/** What operators see of a record: as JSON, whose members stay, and as words. */
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import type { Peppers } from "#adapters/api-keys/administration/pepper-secret";
import { pepperId } from "#adapters/api-keys/peppers";
import { type KeyStatus, keyStatus } from "./key-status.ts";

/** Under which pepper a key was made; `missing`: neither of the secret's, so that it cannot work; `unknown`: the secret could not be read. */
export type PepperMark = "current" | "previous" | "missing" | "unknown";

/** A key as `--json` prints it; never its digest, and of its pepper only the mark. */
export interface KeyDocument {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly scopes: readonly string[];
  readonly status: KeyStatus;
  /** Times as RFC 3339 has them, UTC. */
  readonly createdAt: string;
  readonly notBefore: string | null;
  readonly expiresAt: string | null;
  /** A day, UTC. */
  readonly lastUsedDay: string | null;
  readonly replacedBy: string | null;
  readonly pepper: PepperMark;
}

/** Tells the mark of a key. */
export type MarkPepper = (key: KeptKey) => PepperMark;

/** Marks keys by the peppers of the secret; `undefined` when it could not be read. */
export function pepperMarks(peppers: Peppers | undefined): MarkPepper {
  if (peppers === undefined) return () => "unknown";
  const current = pepperId(peppers.pepper);
  const previous = peppers.previousPepper === undefined ? undefined : pepperId(peppers.previousPepper);
  return (key) => {
    if (key.pepperId === current) return "current";
    return key.pepperId === previous ? "previous" : "missing";
  };
}

/**
 * The document.
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function keyDocument(key: KeptKey, now: number, mark: MarkPepper): KeyDocument {
  return {
    id: key.id,
    name: key.name,
    owner: key.owner,
    scopes: key.scopes,
    status: keyStatus(key, now),
    createdAt: timeText(key.createdAt),
    notBefore: key.notBefore === undefined ? null : timeText(key.notBefore),
    expiresAt: key.expiresAt === undefined ? null : timeText(key.expiresAt),
    lastUsedDay: key.lastUsedDay ?? null,
    replacedBy: key.replacedBy ?? null,
    pepper: mark(key),
  };
}

/** Seconds since 1970-01-01T00:00Z as a time in UTC; what is beyond the calendar as the number that it is. */
export function timeText(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString().replace(".000Z", "Z");
}

/** One JSON document, and a line end. */
export const jsonText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
