/** `keys revoke`: ends a key for good. */
import { Command } from "commander";
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import { revokeKey } from "#adapters/api-keys/administration/revoke-key";
import { CommandRefusal, type Terminal } from "../terminal.ts";
import { keyMeant } from "./argument/chosen-key.ts";
import { refuseWholeKey } from "./argument/whole-key.ts";
import { keysAction } from "./keys-action.ts";
import type { KeysContext } from "./keys-context.ts";
import type { LocationOptions } from "./location.ts";
import { reported, withinRefresh } from "./reported.ts";
import { cell } from "./text/columns.ts";

interface RevokeOptions extends LocationOptions {
  readonly yes?: true;
  readonly json?: true;
}

const help = `
It asks before it revokes; without a terminal to ask at, --yes is needed. Revoked is for good: for a while there is
keys disable. A function that has the key in memory refuses it within apiKeys.refreshSeconds (60 by default).
Revoking a key does not touch the one that has replaced it: that one is named, and is revoked by its own id.
With --json: {"record": <as keys list prints it>, "changed": <false when it was revoked already>}.

Examples:
  npx ogc-api-authorizer keys revoke 7w2kq5nd3xza
  npx ogc-api-authorizer keys revoke partner --yes
`;

/** The command. */
export function revokeCommand(context: KeysContext): Command {
  return new Command("revoke")
    .description("Ends a key, for good.")
    .argument("<id or name>", "the key's id; or a name, where one key in use has it")
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
  const key = await keyMeant(keeping.table, idOrName, now());
  if (!options.yes && key.state !== "revoked") await confirmed(key, terminal);
  const outcome = await revokeKey(keeping.table, key, Math.floor(now() / 1000));
  if (outcome === undefined) throw new CommandRefusal(`the record of ${key.id} is gone: its key is refused`);
  const { changed, key: revoked } = outcome;
  terminal.warn(
    changed
      ? `key ${revoked.id} for ${cell(revoked.name)} is revoked; ${withinRefresh}\n`
      : `key ${revoked.id} for ${cell(revoked.name)} was revoked already\n`,
  );
  if (revoked.replacedBy !== undefined) {
    terminal.warn(
      `It had been replaced by ${revoked.replacedBy}, which is not revoked by this: see keys show ${revoked.replacedBy}\n`,
    );
  }
  await reported(revoked, changed, options, keeping, context);
}

async function confirmed(key: KeptKey, terminal: Terminal): Promise<void> {
  const used = key.lastUsedDay ?? "never, or not noted";
  const question = `Revoke key ${key.id} for ${cell(key.name)}, owner ${cell(key.owner)}, last used ${used}? It cannot be taken back. [y/N] `;
  const answer = (await terminal.ask?.(question)) ?? "";
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandRefusal("nothing is revoked");
}
