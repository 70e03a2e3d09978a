/** Reads of a table that does not answer: after a few failures it is left in peace for a while, whatever key comes. */
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { asFault } from "#core/fault";
import type { KeyTable } from "./key-table.ts";

/** How many reads in a row must fail: one alone says nothing of the table, and must not turn away other keys. */
const failuresInRow = 2;

/** Milliseconds for which nobody asks then; afterwards one read finds out, and others wait for what it finds. */
const rest = 2000;

/**
 * `read` of a table, with a rest after failures in a row. A failure that took much longer than it may was frozen with
 * the function and says nothing of the table.
 * @param age milliseconds, never put back
 */
export function restedReads(table: Pick<KeyTable, "read">, age: () => number): KeyTable["read"] {
  let failures: { readonly count: number; readonly last: unknown } = { count: 0, last: undefined };
  let asking: { readonly began: number; readonly ended: Promise<unknown> } | undefined;

  async function ask(id: string, timeoutMilliseconds: number): Promise<KeyRecord | undefined> {
    const began = age();
    try {
      const record = await table.read(id, timeoutMilliseconds);
      failures = { count: 0, last: undefined };
      return record;
    } catch (failure) {
      if (asFault(failure).code === "key_record_invalid") failures = { count: 0, last: undefined };
      else if (age() - began <= 2 * timeoutMilliseconds)
        failures = { count: failures.count + 1, last: failure };
      throw failure;
    }
  }

  return async (id, timeoutMilliseconds) => {
    if (failures.count >= failuresInRow && asking !== undefined && age() - asking.began < rest) {
      await asking.ended;
      if (failures.count >= failuresInRow) throw failures.last;
    }
    const answer = ask(id, timeoutMilliseconds);
    asking = { began: age(), ended: answer.catch(() => undefined) };
    return answer;
  };
}
