/** Shows a key that was just made: to standard output alone. */
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import type { Peppers } from "#adapters/api-keys/administration/pepper-secret";
import type { Terminal } from "../terminal.ts";
import { cell } from "./text/columns.ts";
import { jsonText, keyDocument, pepperMarks, timeText } from "./text/key-document.ts";

/** A key that was made; `replaced` is the one in whose place it is. */
export interface Made {
  readonly text: string;
  readonly record: KeptKey;
  readonly replaced?: KeptKey;
  readonly peppers: Peppers;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
}

/** Writes the key, or with `json` one document; all that people want to know goes to standard error. */
export function shownOnce(made: Made, { json }: { readonly json?: true }, terminal: Terminal): void {
  const { text, record, replaced, peppers, now } = made;
  const end = record.expiresAt === undefined ? "never expires" : `expires ${timeText(record.expiresAt)}`;
  terminal.warn(`key ${record.id} for ${cell(record.name)}, ${end}\n`);
  if (replaced?.expiresAt !== undefined) {
    terminal.warn(`key ${replaced.id}, which it replaces, ends ${timeText(replaced.expiresAt)}\n`);
  }
  terminal.warn("The key is shown this once and kept nowhere: hand it over by a way that keeps secrets.\n");
  if (!json) {
    terminal.write(`${text}\n`);
    return;
  }
  const mark = pepperMarks(peppers);
  const document = {
    key: text,
    record: keyDocument(record, now, mark),
    ...(replaced !== undefined && { replaced: keyDocument(replaced, now, mark) }),
  };
  terminal.write(jsonText(document));
}
