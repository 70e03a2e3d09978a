/** `ogc-api-authorizer keys`: makes, shows, replaces and ends managed API keys. */
import { Command } from "commander";
import { createCommand } from "#cli/keys/create";
import { disableCommand } from "#cli/keys/disable";
import { enableCommand } from "#cli/keys/enable";
import type { KeysContext } from "#cli/keys/keys-context";
import { listCommand } from "#cli/keys/list";
import { connected, withLocation } from "#cli/keys/location";
import { revokeCommand } from "#cli/keys/revoke";
import { rotateCommand } from "#cli/keys/rotate";
import { rotatePepperCommand } from "#cli/keys/rotate-pepper";
import { showCommand } from "#cli/keys/show";
import type { Terminal } from "./terminal.ts";

const help = `
A key is shown once, when it is made; what is kept of it is only what a key can be checked by. Its name is what access
rules mean ({"apiKey": "<name>"}) and stays when the key is rotated; its id tells keys of one name apart.

The life of a key:
  npx ogc-api-authorizer keys create --name partner --owner gis@example.org --expires 365d > key.txt
  npx ogc-api-authorizer keys list
  npx ogc-api-authorizer keys rotate partner --overlap 7d > key.txt   # a new key; the old one works 7 days more
  npx ogc-api-authorizer keys disable partner                        # for a while; enable takes it back
  npx ogc-api-authorizer keys revoke partner                         # for good

The keys are those of the stack ogc-api, or of --stack <name> or --settings <file>. Region and credentials are found as
the AWS SDK finds them. The exit code is 0 when it is done, 1 when it was refused or failed. More: docs/api-keys.md
`;

const commands = [
  createCommand,
  listCommand,
  showCommand,
  rotateCommand,
  disableCommand,
  enableCommand,
  revokeCommand,
  rotatePepperCommand,
];

/** The command and its commands. */
export function keysCommand(terminal: Terminal): Command {
  const context: KeysContext = { terminal, connect: connected, now: Date.now };
  const keys = new Command("keys")
    .description("Makes, shows, replaces and ends managed API keys of a deployment.")
    .addHelpText("after", help)
    .showHelpAfterError("(--help tells more)");
  for (const command of commands) {
    keys.addCommand(withLocation(command(context)));
  }
  return keys;
}
