/** From an id or a name on the command line to the record that is meant. */
import type { KeptKey, KeyAdministration } from "#adapters/api-keys/administration/key-administration";
import { isKeyName } from "#core/authenticate/api-key/key-record";
import { CommandRefusal } from "../../terminal.ts";
import { cell } from "../text/columns.ts";
import { hasEnded, keyStatus } from "../text/key-status.ts";
import { refuseWholeKey } from "./whole-key.ts";

/** What an id looks like. */
export const idForm = /^[a-z2-7]{12}$/;

/**
 * All records with an id or a name; an id goes first.
 * @throws CommandRefusal when there are none, or when the argument is a key
 */
export async function keysMeant(table: KeyAdministration, idOrName: string): Promise<readonly KeptKey[]> {
  refuseWholeKey(idOrName, "the id or the name of a key");
  if (idForm.test(idOrName)) {
    const key = await table.read(idOrName);
    if (key !== undefined) return [key];
  }
  const { keys, unreadable } = isKeyName(idOrName)
    ? await table.named(idOrName)
    : { keys: [], unreadable: [] };
  if (keys.length > 0) return [...keys].sort((one, other) => one.createdAt - other.createdAt);
  if (unreadable.length > 0) {
    throw new CommandRefusal(`no records of keys, remove them by keys revoke <id>: ${unreadable.join(", ")}`);
  }
  throw new CommandRefusal(
    `no key has the id or the name ${cell(idOrName)}: see ogc-api-authorizer keys list`,
  );
}

/**
 * The one record that a command is to change: of several with a name, the one that is `fit`.
 * @param fit which of them can be meant
 * @throws CommandRefusal with the ids when several can
 */
export async function keyMeant(
  table: KeyAdministration,
  idOrName: string,
  now: number,
  fit: (key: KeptKey) => boolean = (key) => !hasEnded(key, now),
): Promise<KeptKey> {
  const keys = await keysMeant(table, idOrName);
  const [only, ...others] = keys.length === 1 ? keys : keys.filter(fit);
  if (only !== undefined && others.length === 0) return only;
  const listed = (only === undefined ? keys : [only, ...others])
    .map((key) => `${key.id} (${keyStatus(key, now).replaceAll("_", " ")})`)
    .join(", ");
  throw new CommandRefusal(
    only === undefined
      ? `no key with the name ${cell(idOrName)} is left for this: ${listed}`
      : `several keys have the name ${cell(idOrName)}: name one by its id: ${listed}`,
  );
}

/**
 * All records with a name whose keys have not ended.
 * @throws CommandRefusal when there are none
 */
export async function keysInUse(
  table: KeyAdministration,
  idOrName: string,
  now: number,
): Promise<readonly KeptKey[]> {
  const keys = (await keysMeant(table, idOrName)).filter((key) => !hasEnded(key, now));
  if (keys.length === 0) throw new CommandRefusal(`all keys of ${cell(idOrName)} have ended`);
  return keys;
}
