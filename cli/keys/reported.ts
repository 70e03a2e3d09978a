/** How the commands that change a key say what became of it. */
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import type { KeysContext } from "./keys-context.ts";
import type { KeyKeeping } from "./location.ts";
import { pepperMarksOf } from "./pepper-marks-of.ts";
import { jsonText, keyDocument } from "./text/key-document.ts";

/** When a change is effective. */
export const withinRefresh =
  "every function refuses it within apiKeys.refreshSeconds (60 seconds by default)";

/** With `--json`, writes the record as it is now and whether it was changed. */
export async function reported(
  key: KeptKey,
  changed: boolean,
  { json }: { readonly json?: true },
  keeping: KeyKeeping,
  { terminal, now }: KeysContext,
): Promise<void> {
  if (!json) return;
  const record = keyDocument(key, now(), await pepperMarksOf(keeping, terminal));
  terminal.write(jsonText({ record, changed }));
}
