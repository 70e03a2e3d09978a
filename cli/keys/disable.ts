/** `keys disable`: switches a key off until it is enabled. */
import { Command } from "commander";
import type { KeysContext } from "./keys-context.ts";
import { withinRefresh } from "./reported.ts";
import { switching } from "./switch.ts";

const help = `
For a while: keys enable takes it back. A key that has leaked is revoked instead.
With --json: {"record": <as keys list prints it>, "changed": <false when it was disabled already>}.

Example:
  npx ogc-api-authorizer keys disable partner
`;

/** The command. */
export function disableCommand(context: KeysContext): Command {
  const command = new Command("disable").description("Switches a key off, until it is enabled.");
  return switching(
    command.addHelpText("after", help),
    { to: "disabled", word: "disabled", effective: withinRefresh },
    context,
  );
}
