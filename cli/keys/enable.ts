/** `keys enable`: switches a disabled key on again. */
import { Command } from "commander";
import type { KeysContext } from "./keys-context.ts";
import { switching } from "./switch.ts";

const help = `
Only a disabled key can be enabled; one that is revoked or has expired is replaced by a new one: keys create.
With --json: {"record": <as keys list prints it>, "changed": <false when it was enabled already>}.

Example:
  npx ogc-api-authorizer keys enable partner
`;

/** The command. */
export function enableCommand(context: KeysContext): Command {
  const command = new Command("enable").description("Switches a disabled key on again.");
  return switching(
    command.addHelpText("after", help),
    {
      to: "active",
      word: "enabled",
      effective: "every function accepts it within apiKeys.refreshSeconds (60 seconds by default)",
    },
    context,
  );
}
