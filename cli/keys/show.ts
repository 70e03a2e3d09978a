/** `keys show`: all that is known of a key. */
import { Command } from "commander";
import { type ChosenBy, keysMeant, withKeyArgument } from "./argument/chosen-key.ts";
import { keysAction } from "./keys-action.ts";
import type { KeysContext } from "./keys-context.ts";
import type { LocationOptions } from "./location.ts";
import { pepperMarksOf } from "./pepper-marks-of.ts";
import { keyDetails } from "./text/key-details.ts";
import { jsonText, keyDocument } from "./text/key-document.ts";

const help = `
By a name, all keys that have it are shown, the oldest first, also those that have ended. The key itself cannot be shown
again. With --json: {"keys": […]}, each as keys list prints it.

Examples:
  npx ogc-api-authorizer keys show partner
  npx ogc-api-authorizer keys show 7w2kq5nd3xza --json
`;

/** The command. */
export function showCommand(context: KeysContext): Command {
  const command = new Command("show").description("Shows all that is known of a key; never the key.");
  return withKeyArgument(command, "the key's id, or a name")
    .option("--json", "print it as JSON")
    .addHelpText("after", help)
    .action(
      keysAction(async (idOrName: string, options: LocationOptions & ChosenBy & { readonly json?: true }) => {
        const keeping = await context.connect(options);
        const keys = await keysMeant(keeping.table, idOrName, options);
        const mark = await pepperMarksOf(keeping, context.terminal);
        const now = context.now();
        const documents = keys.map((key) => keyDocument(key, now, mark));
        context.terminal.write(
          options.json ? jsonText({ keys: documents }) : documents.map(keyDetails).join("\n"),
        );
      }),
    );
}
