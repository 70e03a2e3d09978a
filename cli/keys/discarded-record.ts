/** Removes what stands in the table as a record and is none, so that its id becomes one that nobody has. */
import type { KeyAdministration } from "#adapters/api-keys/administration/key-administration";
import { Fault } from "#core/fault";
import { CommandRefusal, type Terminal } from "../terminal.ts";
import { type ChosenBy, idForm, refuseAmbiguous } from "./argument/chosen-key.ts";
import { jsonText } from "./text/key-document.ts";

/** Whether the answer at the terminal is a yes. */
export async function isAgreed(question: string, { ask }: Terminal): Promise<boolean> {
  return /^y(es)?$/i.test(((await ask?.(question)) ?? "").trim());
}

/**
 * Asks about such a record, unless told not to, and removes it.
 * @returns false when the id is that of a record like others, or of none
 * @throws CommandRefusal when the answer is no, or when the id is the name of keys as well
 */
export async function isDiscarded(
  id: string,
  { yes, json, by }: ChosenBy & { readonly yes?: true; readonly json?: true },
  table: KeyAdministration,
  terminal: Terminal,
): Promise<boolean> {
  if (by === "name" || !idForm.test(id) || !(await isUnreadable(table, id))) return false;
  // Who has the authorizer's role can make such a record under an id that is the name of a key.
  if (by === undefined) refuseAmbiguous(id, (await table.named(id)).keys);
  const question = `Remove the record ${id}, which nobody can make sense of? Its key is refused then. [y/N] `;
  if (!yes && !(await isAgreed(question, terminal))) throw new CommandRefusal("nothing is removed");
  const changed = await table.discard(id);
  terminal.warn(`the record ${id}, which nobody could make sense of, is removed: its key is refused\n`);
  if (json) terminal.write(jsonText({ record: null, changed }));
  return true;
}

async function isUnreadable(table: KeyAdministration, id: string): Promise<boolean> {
  try {
    await table.read(id);
    return false;
  } catch (error) {
    if (error instanceof Fault && error.code === "key_record_invalid") return true;
    throw error;
  }
}
