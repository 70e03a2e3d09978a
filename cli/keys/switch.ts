/** What `keys disable` and `keys enable` have in common. */
import type { Command } from "commander";
import { switchKey } from "#adapters/api-keys/administration/switch-key";
import { CommandRefusal } from "../terminal.ts";
import { type ChosenBy, keyMeant, withKeyArgument } from "./argument/chosen-key.ts";
import { keysAction } from "./keys-action.ts";
import type { KeysContext } from "./keys-context.ts";
import type { LocationOptions } from "./location.ts";
import { reported } from "./reported.ts";
import { cell } from "./text/columns.ts";
import { hasEnded } from "./text/key-status.ts";

/** A direction, and what is said of it. */
export interface Switch {
  readonly to: "active" | "disabled";
  /** What the key is then. */
  readonly word: string;
  /** When it is effective. */
  readonly effective: string;
}

/** Makes a command switch the key that is named. */
export function switching(command: Command, { to, word, effective }: Switch, context: KeysContext): Command {
  return withKeyArgument(command, "the key's id; or a name, where one key that can be meant has it")
    .option("--json", "print the outcome as JSON")
    .action(
      keysAction(async (idOrName: string, options: LocationOptions & ChosenBy & { readonly json?: true }) => {
        const keeping = await context.connect(options);
        const now = context.now();
        const known = await keyMeant(keeping.table, idOrName, options, now, (each) => !hasEnded(each, now));
        const outcome = await switchKey(keeping.table, known, to, now);
        if (outcome === undefined) throw new CommandRefusal(`the record of ${known.id} is gone`);
        const { key } = outcome;
        const anew = `make a new key: keys create --name ${cell(key.name)}`;
        if ("refused" in outcome) {
          const has = { revoked: "is revoked, for good", expired: "has expired" }[outcome.refused];
          throw new CommandRefusal(`the key ${key.id} ${has}: ${anew}`);
        }
        const { changed } = outcome;
        context.terminal.warn(
          `key ${key.id} for ${cell(key.name)} ${changed ? `is ${word}; ${effective}` : `was ${word} already`}\n`,
        );
        await reported(key, changed, options, keeping, context);
      }),
    );
}
