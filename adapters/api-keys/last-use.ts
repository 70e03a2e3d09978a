/** Notes on which day a managed key was used last: once a day for each key, in a moment, or not at all. */
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { type Deadline, shareOf } from "#core/deadline";
import type { KeyTable } from "./key-table.ts";
import { LeastRecent } from "./least-recent.ts";

/** The most milliseconds that a request waits for it, and the most of what is left of its time. */
const [patience, share] = [200, 0.1];

/** Milliseconds for which nothing is noted after a failure: without the right, every key would wait in vain. */
const rest = 300_000;

/** Of how many keys it is remembered that their day is noted. */
const mostNoted = 10_000;

/** What it needs. */
export interface LastUseParts {
  readonly table: Pick<KeyTable, "noteUse">;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** Milliseconds, never put back. */
  readonly age: () => number;
  /** Told of a failure, and of none within five minutes after it. */
  readonly onFailure: (failure: unknown) => void;
}

/**
 * A function that notes the use of a key today. It is waited for, because nothing runs after a function has answered,
 * and it never fails: a key that may be used may be used when that cannot be noted.
 */
export function lastUse({ table, now, age, onFailure }: LastUseParts) {
  const noted = new LeastRecent<string>(mostNoted);
  let restsUntil = Number.NEGATIVE_INFINITY;
  return async ({ id, lastUsedDay = "" }: KeyRecord, deadline: Deadline): Promise<void> => {
    const day = new Date(now()).toISOString().slice(0, "2026-01-31".length);
    if (lastUsedDay >= day || noted.get(id) === day || age() < restsUntil) return;
    noted.set(id, day);
    try {
      await table.noteUse(id, day, shareOf(deadline, Math.min(patience, deadline.remaining() * share)));
    } catch (failure) {
      noted.delete(id, day);
      if (age() < restsUntil) return;
      restsUntil = age() + rest;
      onFailure(failure);
    }
  };
}
