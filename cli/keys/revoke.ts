/** `keys revoke`: ends a key for good. */
import { Command } from "commander";
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import { type Changed, revokeKey } from "#adapters/api-keys/administration/revoke-key";
import { CommandRefusal, type Terminal } from "../terminal.ts";
import { type ChosenBy, keyMeant, keysInUse, withKeyArgument } from "./argument/chosen-key.ts";
import { refuseWholeKey } from "./argument/whole-key.ts";
import { isAgreed, isDiscarded } from "./discarded-record.ts";
import { keysAction } from "./keys-action.ts";
import type { KeysContext } from "./keys-context.ts";
import type { KeyKeeping, LocationOptions } from "./location.ts";
import { pepperMarksOf } from "./pepper-marks-of.ts";
import { withinRefresh } from "./reported.ts";
import { cell } from "./text/columns.ts";
import { jsonText, keyDocument } from "./text/key-document.ts";

interface RevokeOptions extends LocationOptions, ChosenBy {
  readonly all?: true;
  readonly yes?: true;
  readonly json?: true;
}

const help = `
It asks before it revokes; without a terminal to ask at, --yes is needed. Revoked is for good: for a while there is
keys disable. A function that has the key in memory refuses it within apiKeys.refreshSeconds (60 by default).
Revoking a key does not touch the one that has replaced it: that one is named, and is revoked by its own id or by --all.
With --json: {"record": <as keys list prints it>, "changed": <false when it was revoked already>}; with --all
{"outcomes": [<such objects>]}.

Examples:
  npx ogc-api-authorizer keys revoke 7w2kq5nd3xza
  npx ogc-api-authorizer keys revoke partner --yes
  npx ogc-api-authorizer keys revoke partner --all
`;

/** The command. */
export function revokeCommand(context: KeysContext): Command {
  const command = new Command("revoke").description("Ends a key, for good.");
  return withKeyArgument(command, "the key's id; or a name, where one key in use has it")
    .option("--all", "with a name: all keys in use that have it, also those in their overlap")
    .option("--yes", "do not ask")
    .option("--json", "print the outcome as JSON")
    .addHelpText("after", help)
    .action(keysAction((idOrName: string, options: RevokeOptions) => revoke(idOrName, options, context)));
}

async function revoke(idOrName: string, options: RevokeOptions, context: KeysContext): Promise<void> {
  const { terminal, now } = context;
  refuseWholeKey(idOrName, "the id or the name of a key");
  if (!options.yes && terminal.ask === undefined) {
    throw new CommandRefusal("there is no terminal to ask at: say --yes to revoke without a question");
  }
  const keeping = await context.connect(options);
  const { table } = keeping;
  if (await isDiscarded(idOrName, options, table, terminal)) return;
  const keys = options.all
    ? await keysInUse(table, idOrName, options, now())
    : [await keyMeant(table, idOrName, options, now())];
  if (!options.yes && keys.some(({ state }) => state !== "revoked")) await confirmed(keys, terminal);
  const outcomes = await allRevoked(keys, options.all === true, keeping, context);
  if (!options.json) return;
  const mark = await pepperMarksOf(keeping, terminal);
  const documents = outcomes.map(({ key, changed }) => ({ record: keyDocument(key, now(), mark), changed }));
  terminal.write(jsonText(options.all ? { outcomes: documents } : (documents[0] ?? {})));
}

/** @param withSuccessors also revokes what a rotation has put in the place of a key meanwhile */
async function allRevoked(
  keys: readonly KeptKey[],
  withSuccessors: boolean,
  { table }: KeyKeeping,
  { terminal, now }: KeysContext,
): Promise<readonly Changed[]> {
  const [waiting, outcomes]: [KeptKey[], Changed[]] = [[...keys], []];
  for (let known = waiting.shift(); known !== undefined; known = waiting.shift()) {
    const outcome = await revokeKey(table, known, Math.floor(now() / 1000));
    if (outcome === undefined)
      throw new CommandRefusal(`the record of ${known.id} is gone: its key is refused`);
    outcomes.push(outcome);
    terminal.warn(`${told(outcome)}\n`);
    const { replacedBy } = outcome.key;
    const seen = [...keys, ...waiting, ...outcomes.map(({ key }) => key)];
    if (replacedBy === undefined || seen.some(({ id }) => id === replacedBy)) continue;
    const successor = withSuccessors ? await table.read(replacedBy) : undefined;
    if (successor !== undefined) waiting.push(successor);
    else if (!withSuccessors) terminal.warn(`${toldSuccessor(replacedBy)}\n`);
  }
  return outcomes;
}

function told({ key, changed }: Changed): string {
  const which = `key ${key.id} for ${cell(key.name)}`;
  return changed ? `${which} is revoked; ${withinRefresh}` : `${which} was revoked already`;
}

const toldSuccessor = (id: string) =>
  `It had been replaced by ${id}, which is not revoked by this: see keys show ${id}`;

async function confirmed(keys: readonly KeptKey[], terminal: Terminal): Promise<void> {
  const which = keys.map(({ id, name, owner, lastUsedDay }) => {
    const used = lastUsedDay ?? "never, or not noted";
    return `key ${id} for ${cell(name)}, owner ${cell(owner)}, last used ${used}`;
  });
  const question = `Revoke ${which.join("\n   and ")}? It cannot be taken back. [y/N] `;
  if (!(await isAgreed(question, terminal))) throw new CommandRefusal("nothing is revoked");
}
