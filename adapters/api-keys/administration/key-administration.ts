/** What operators' commands ask of the table with the records of managed keys. */
import type { KeyRecord, KeyState } from "#core/authenticate/api-key/key-record";

/** A record as operators see it: without what a key is checked by. */
export type KeptKey = Omit<KeyRecord, "digest">;

/** Some of the records, and the ids of those that nobody can make sense of. */
export interface KeyPage {
  readonly keys: readonly KeptKey[];
  readonly unreadable: readonly string[];
}

/** What becomes of a record. */
export interface KeyChange {
  readonly state?: KeyState;
  readonly replacedBy?: string;
  readonly expiresAt?: number;
  /** When the key ends or has ended, seconds since 1970-01-01T00:00Z: its record goes some time later. */
  readonly endsAt?: number;
}

/** The table; every method throws AwsFailure when it gives no answer. */
export interface KeyAdministration {
  /** Adds a record; `false` when its id is taken. */
  add(record: KeyRecord): Promise<boolean>;
  /**
   * The record as it is at this moment; `undefined` for an id that nobody has.
   * @throws Fault `key_record_invalid` for a record that nobody can make sense of
   */
  read(id: string): Promise<KeptKey | undefined>;
  /** All records with a name; one that was made within the last second may be missing. */
  named(name: string): Promise<KeyPage>;
  /** All records, in pages and in no order. */
  pages(): AsyncIterable<KeyPage>;
  /**
   * Changes a record that still has the state, the successor and the end that are known; `false` when it has not, so
   * that nobody undoes what somebody else has done. A change that is there already counts as made.
   */
  change(known: KeptKey, change: KeyChange): Promise<boolean>;
  /** Removes a record that still is as it is known; `false` when it is not. */
  remove(known: KeptKey): Promise<boolean>;
  /** Removes a record that nobody can make sense of; `false` when there is none, or one that can be read. */
  discard(id: string): Promise<boolean>;
}
