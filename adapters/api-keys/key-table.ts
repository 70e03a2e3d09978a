/** What the authorizer asks of the table with the records of managed keys. */
import type { KeyRecord } from "#core/authenticate/api-key/key-record";

/** The table, as far as a function that decides may use it: it can change nothing but the day of the last use. */
export interface KeyTable {
  /**
   * The record of a key, as it is at this moment; `undefined` for an id that nobody has.
   * @throws Fault `key_table_unavailable` when the table gives no answer in time, `key_record_invalid` for a record
   * that nobody can make sense of
   */
  read(id: string, timeoutMilliseconds: number): Promise<KeyRecord | undefined>;
  /**
   * Notes that a key was used on a day; does nothing for a key that is gone or whose record has the day already.
   * @param day such as `2026-01-31`, UTC
   * @throws Fault as `read` does
   */
  noteUse(id: string, day: string, timeoutMilliseconds: number): Promise<void>;
}
