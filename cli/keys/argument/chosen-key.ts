/** From an id or a name on the command line to the record that is meant. */
import { type Command, Option } from "commander";
import type { KeptKey, KeyAdministration } from "#adapters/api-keys/administration/key-administration";
import { isKeyName } from "#core/authenticate/api-key/key-record";
import { CommandRefusal } from "../../terminal.ts";
import { cell } from "../text/columns.ts";
import { hasEnded, keyStatus } from "../text/key-status.ts";
import { refuseWholeKey } from "./whole-key.ts";

/** What an id looks like; a name may look like one, such as `cartographer`. */
export const idForm = /^[a-z2-7]{12}$/;

/** How the command line names a key. */
export interface ChosenBy {
  /** What the argument is; absent: an id or a name, as long as it cannot be both. */
  readonly by?: "id" | "name";
}

/** Gives a command the argument that names a key, and the option that says what the argument is. */
export function withKeyArgument(command: Command, description: string): Command {
  return command
    .argument("<id or name>", description)
    .addOption(
      new Option(
        "--by <what>",
        "what the argument is, where it is the id of one key and the name of another",
      ).choices(["id", "name"]),
    );
}

/**
 * All records with an id or a name: the one with the id, then those with the name, the oldest first.
 * @throws CommandRefusal when there are none, or when the argument is a key
 */
export async function keysMeant(
  table: KeyAdministration,
  idOrName: string,
  { by }: ChosenBy,
): Promise<readonly KeptKey[]> {
  refuseWholeKey(idOrName, "the id or the name of a key");
  const withId = by !== "name" && idForm.test(idOrName) ? await table.read(idOrName) : undefined;
  const { keys, unreadable } =
    by !== "id" && isKeyName(idOrName) ? await table.named(idOrName) : { keys: [], unreadable: [] };
  const others = keys.filter(({ id }) => id !== withId?.id);
  others.sort((one, other) => one.createdAt - other.createdAt);
  const found = withId === undefined ? others : [withId, ...others];
  if (found.length > 0) return found;
  if (unreadable.length > 0) {
    throw new CommandRefusal(`no records of keys, remove them by keys revoke <id>: ${unreadable.join(", ")}`);
  }
  throw new CommandRefusal(
    `no key has the ${by ?? "id or the name"} ${cell(idOrName)}: see ogc-api-authorizer keys list`,
  );
}

/**
 * Refuses an argument that is the id of one key and the name of others: whatever were done would be done to keys that
 * somebody did not mean.
 * @param named the keys that have it as their name
 */
export function refuseAmbiguous(idOrName: string, named: readonly KeptKey[]): void {
  if (named.length === 0) return;
  throw new CommandRefusal(
    `${idOrName} is the id of one key and the name of ${named.map(({ id }) => id).join(", ")}: say by --by id or --by name which is meant`,
  );
}

/** Those that a command may change. */
async function changeable(
  table: KeyAdministration,
  idOrName: string,
  chosen: ChosenBy,
): Promise<readonly KeptKey[]> {
  const [first, ...others] = await keysMeant(table, idOrName, chosen);
  if (first === undefined) return [];
  if (first.id === idOrName && chosen.by !== "name") refuseAmbiguous(idOrName, others);
  return [first, ...others];
}

/**
 * The one record that a command is to change: of several with a name, the one that is `fit`.
 * @param fit which of them can be meant
 * @throws CommandRefusal with the ids when several can, or when the argument is an id and a name
 */
export async function keyMeant(
  table: KeyAdministration,
  idOrName: string,
  chosen: ChosenBy,
  now: number,
  fit: (key: KeptKey) => boolean = (key) => !hasEnded(key, now),
): Promise<KeptKey> {
  const keys = await changeable(table, idOrName, chosen);
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
  chosen: ChosenBy,
  now: number,
): Promise<readonly KeptKey[]> {
  const keys = (await changeable(table, idOrName, chosen)).filter((key) => !hasEnded(key, now));
  if (keys.length === 0) throw new CommandRefusal(`all keys of ${cell(idOrName)} have ended`);
  return keys;
}
