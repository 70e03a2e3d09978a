/** `keys list`: all keys that are in use. */
import { Command } from "commander";
import type { KeptKey, KeyPage } from "#adapters/api-keys/administration/key-administration";
import { isKeyName } from "#core/authenticate/api-key/key-record";
import { keysAction } from "./keys-action.ts";
import type { KeysContext } from "./keys-context.ts";
import type { KeyKeeping, LocationOptions } from "./location.ts";
import { pepperMarksOf } from "./pepper-marks-of.ts";
import { cell, columns } from "./text/columns.ts";
import { jsonText, type KeyDocument, keyDocument } from "./text/key-document.ts";
import { hasEnded } from "./text/key-status.ts";

interface ListOptions extends LocationOptions {
  readonly name?: string;
  readonly all?: true;
  readonly json?: true;
}

const help = `
Keys that have ended (expired, revoked) are left out without --all. Status:
  active          accepted
  not yet valid   its --not-before is to come
  ending          replaced by a rotation, and accepted for the rest of the overlap
  disabled        refused until it is enabled
  expired         past its end, for good
  revoked         ended for good
Pepper: previous keys still work, and are to be rotated before the pepper is rotated again; missing ones cannot work.

With --json: {"keys": [{"id", "name", "owner", "scopes", "status", "createdAt", "notBefore", "expiresAt", "lastUsedDay",
"replacedBy", "pepper"}], "leftOut": <ended keys>, "unreadable": [<ids>]}; what is absent is null, a status has _ for
spaces, times are UTC.

Examples:
  npx ogc-api-authorizer keys list
  npx ogc-api-authorizer keys list --name partner --all
  npx ogc-api-authorizer keys list --json | jq -r '.keys[] | select(.lastUsedDay == null) | .id'
`;

/** The command. */
export function listCommand(context: KeysContext): Command {
  return new Command("list")
    .description("Lists the keys that are in use.")
    .option("--name <name>", "only keys with this name")
    .option("--all", "also keys that have expired or are revoked")
    .option("--json", "print them as JSON")
    .addHelpText("after", help)
    .action(keysAction((options: ListOptions) => list(options, context)));
}

async function list(options: ListOptions, context: KeysContext): Promise<void> {
  const { terminal } = context;
  const keeping = await context.connect(options);
  const mark = await pepperMarksOf(keeping, terminal);
  const now = context.now();
  const { keys, unreadable } = await all(
    options.name === undefined ? keeping.table.pages() : await named(options.name, keeping),
  );
  const shown = keys.filter((key) => options.all || !hasEnded(key, now)).sort(byNameAndAge);
  const documents = shown.map((key) => keyDocument(key, now, mark));
  const leftOut = keys.length - shown.length;
  terminal.write(
    options.json ? jsonText({ keys: documents, leftOut, unreadable }) : columns(heads, documents.map(row)),
  );
  if (keys.length === 0) terminal.warn(`There are none: keys create makes one.\n`);
  if (leftOut > 0) terminal.warn(`${leftOut} that have ended are left out: --all shows them.\n`);
  if (unreadable.length > 0) {
    const [some, rest] = [unreadable.slice(0, mostTold).map(cell), unreadable.length - mostTold];
    terminal.warn(
      `These records are none of keys; remove them by keys revoke: ${some.join(", ")}${rest > 0 ? `, and ${rest} more` : ""}\n`,
    );
  }
}

/** Nothing for a name that no key can have: DynamoDB refuses empty and very long ones. */
const named = async (name: string, { table }: KeyKeeping): Promise<readonly KeyPage[]> =>
  isKeyName(name) ? [await table.named(name)] : [];

/** How many ids of unreadable records are told; who has the authorizer's role could make any number of them. */
const mostTold = 20;

async function all(pages: AsyncIterable<KeyPage> | Iterable<KeyPage>): Promise<KeyPage> {
  const [keys, unreadable]: [KeptKey[], string[]] = [[], []];
  for await (const page of pages) {
    for (const key of page.keys) keys.push(key);
    for (const id of page.unreadable) unreadable.push(id);
  }
  return { keys, unreadable };
}

/** By code units, so that the order is the same everywhere. */
function byNameAndAge(one: KeptKey, other: KeptKey): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}

const heads = ["ID", "NAME", "OWNER", "SCOPES", "STATUS", "EXPIRES", "LAST USED", "PEPPER"];

const row = (key: KeyDocument) => [
  key.id,
  key.name,
  key.owner,
  key.scopes.join(" ") || "-",
  key.status.replaceAll("_", " "),
  key.expiresAt ?? "never",
  key.lastUsedDay ?? "-",
  key.pepper,
];
