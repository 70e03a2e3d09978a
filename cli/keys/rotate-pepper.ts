/** `keys rotate-pepper`: a new pepper for the keys to come, and the end of the one before. */
import { Command } from "commander";
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import {
  finishPepper,
  type PepperRotation,
  rotatePepper,
} from "#adapters/api-keys/administration/rotate-pepper";
import { CommandRefusal } from "../terminal.ts";
import { keysAction } from "./keys-action.ts";
import type { KeysContext } from "./keys-context.ts";
import type { LocationOptions } from "./location.ts";
import { jsonText } from "./text/key-document.ts";
import { hasEnded } from "./text/key-status.ts";

const help = `
The pepper is the part of the secret without which the records of keys are worth nothing. To change it:
  1. keys rotate-pepper            new keys are made under the new pepper; those that exist go on under the previous one
  2. keys rotate <id>, each        the keys that keys list marks with "previous"; or revoke them
  3. keys rotate-pepper --finish   drops the previous pepper; refused while a key that is in use needs it

Running functions learn of the new pepper within apiKeys.refreshSeconds (60 by default); a key that was made under it
works at once, since for a pepper that it does not know a function reads the secret anew. Static keys in the secret and
all else in it stay as they are. Of two who change the secret at the same time, the second is refused.
With --json: {"outcome": "rotated" | "finished" | "nothing_to_finish", "keysUnderPreviousPepper": <count>}.

Examples:
  npx ogc-api-authorizer keys rotate-pepper
  npx ogc-api-authorizer keys list --json | jq -r '.keys[] | select(.pepper == "previous") | .id'
  npx ogc-api-authorizer keys rotate-pepper --finish
`;

interface PepperOptions extends LocationOptions {
  readonly finish?: true;
  readonly json?: true;
}

/** The command. */
export function rotatePepperCommand(context: KeysContext): Command {
  return new Command("rotate-pepper")
    .description("Makes a new pepper for the keys to come; later, drops the one before.")
    .option("--finish", "drop the previous pepper, if no key in use needs it")
    .option("--json", "print the outcome as JSON")
    .addHelpText("after", help)
    .action(
      keysAction(async (options: PepperOptions) => {
        const { table, secret } = await context.connect(options);
        const now = context.now();
        const change = options.finish ? finishPepper : rotatePepper;
        const rotation = await change(table, secret, (key) => !hasEnded(key, now));
        const { said, count } = told(rotation);
        context.terminal.warn(`${said}\n`);
        if (options.json) {
          context.terminal.write(jsonText({ outcome: rotation.kind, keysUnderPreviousPepper: count }));
        }
      }),
    );
}

function told(rotation: PepperRotation): { said: string; count: number } {
  switch (rotation.kind) {
    case "rotated": {
      const count = rotation.under.length;
      const next =
        count === 0
          ? "no key was made under the previous one: drop it by keys rotate-pepper --finish"
          : `${keys(count)} in use under the previous one: rotate them one by one, then keys rotate-pepper --finish`;
      return { said: `The pepper is new; ${next}.`, count };
    }
    case "finished":
      return { said: "The previous pepper is dropped.", count: 0 };
    case "nothing_to_finish":
      return { said: "There is no previous pepper.", count: 0 };
    case "in_use":
      throw new CommandRefusal(
        `${keys(rotation.under.length)} in use under the previous pepper and would stop: rotate or revoke first\n${listed(rotation.under)}`,
      );
    case "overtaken":
      throw new CommandRefusal(
        "the secret was changed by somebody else at the same time, and nothing by this command: try again",
      );
  }
}

const keys = (count: number) => (count === 1 ? "1 key is" : `${count} keys are`);

/** How many are listed; all of them are in `keys list`. */
const mostListed = 20;

function listed(under: readonly KeptKey[]): string {
  const lines = under.slice(0, mostListed).map(({ id, name }) => `  ${id}  ${name}`);
  const rest = under.length - mostListed;
  return [...lines, ...(rest > 0 ? [`  and ${rest} more: keys list`] : [])].join("\n");
}
