/** Changes a record as it is now, also where others change it at the same time. */
import { AwsFailure } from "./aws-failure.ts";
import type { KeptKey, KeyAdministration } from "./key-administration.ts";

/** How often a record that others keep changing is tried again; each try follows a change by somebody else. */
const mostTries = 8;

/**
 * Judges and changes a record, and reads it anew for as long as somebody else was first.
 * @param attempt gives what came of it; `undefined` when the record was no longer as it was known
 * @returns `undefined` when there is no such key any more
 * @throws AwsFailure when the table gives no answer, or the record does not come to rest
 */
export async function untilSettled<Outcome>(
  table: Pick<KeyAdministration, "read">,
  known: KeptKey,
  attempt: (key: KeptKey) => Promise<Outcome | undefined>,
): Promise<Outcome | undefined> {
  let key: KeptKey | undefined = known;
  for (let tries = 0; tries < mostTries; tries++) {
    if (key === undefined) return undefined;
    const outcome = await attempt(key);
    if (outcome !== undefined) return outcome;
    key = await table.read(key.id);
  }
  throw new AwsFailure("table", "throttled", "the record keeps changing");
}
