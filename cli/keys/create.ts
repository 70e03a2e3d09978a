/** `keys create`: makes a key and shows it, once. */
import { Command, Option } from "commander";
import { AwsFailure } from "#adapters/api-keys/administration/aws-failure";
import { type NewKey, newKey } from "#adapters/api-keys/administration/new-key";
import { isKeyName } from "#core/authenticate/api-key/key-record";
import { isScopeToken } from "#core/authenticate/scope-token";
import { CommandRefusal } from "../terminal.ts";
import { idForm } from "./argument/chosen-key.ts";
import { timeOf } from "./argument/point-in-time.ts";
import { refuseWholeKey } from "./argument/whole-key.ts";
import { awsRemedy } from "./aws-refusal.ts";
import { keysAction } from "./keys-action.ts";
import type { KeysContext } from "./keys-context.ts";
import type { KeyKeeping, LocationOptions } from "./location.ts";
import { shownOnce } from "./shown-once.ts";
import { hasEnded } from "./text/key-status.ts";

interface CreateOptions extends LocationOptions {
  readonly name: string;
  readonly owner: string;
  readonly scope: readonly string[];
  readonly expires?: string;
  readonly neverExpires?: true;
  readonly notBefore?: string;
  readonly beside?: true;
  readonly json?: true;
}

/** A key that nobody remembers ends by itself. */
const usualLifetime = "365d";

const help = `
The key alone goes to standard output, one line, so that it can be sent on; all else goes to standard error. With --json
one document {"key", "record"} goes to standard output.

Examples:
  npx ogc-api-authorizer keys create --name partner --owner gis@example.org > key.txt
  npx ogc-api-authorizer keys create --name harvester --scope wells:read --scope wells:write --expires 90d
  npx ogc-api-authorizer keys create --name campaign --not-before 2027-03-01 --expires 2027-04-01T00:00Z
  npx ogc-api-authorizer keys create --name partner --json | jq -r .key | vault kv put secret/partner key=-
`;

/** The command. */
export function createCommand(context: KeysContext): Command {
  return new Command("create")
    .description("Makes a key and shows it, this one time.")
    .requiredOption("--name <name>", "who or what the key is for; access rules mean it, a rotation keeps it")
    .option("--owner <owner>", "whom to ask about it, such as a person, a team, an address", "unknown")
    .addOption(
      new Option("--scope <scope>", "a scope that the key grants; may be repeated")
        .default([], "none")
        .argParser((scope: string, before: readonly string[]) => [...before, scope]),
    )
    .option(
      "--expires <when>",
      `from when on it is refused: a duration such as 90d, a date or a time (default: ${usualLifetime})`,
    )
    .option("--never-expires", "it works until it is revoked")
    .option("--not-before <when>", "from when on it works (default: now)")
    .option("--beside", "also where a key with this name is in use")
    .option("--json", "print the key and its record as JSON")
    .addHelpText("after", help)
    .action(keysAction((options: CreateOptions) => create(options, context)));
}

async function create(options: CreateOptions, context: KeysContext): Promise<void> {
  const now = context.now();
  const told = newKeyOf(options, now);
  const keeping = await context.connect(options);
  await refuseId(told.name, keeping);
  if (!options.beside) await refuseTakenName(told.name, keeping, now);
  const peppers = await keeping.secret.read();
  const { text, record } = newKey(told, keeping.environment, peppers.pepper);
  await added(keeping, record);
  shownOnce({ text, record, peppers, now }, options, context.terminal);
}

/** What the options say, before anything is asked of AWS. */
function newKeyOf(options: CreateOptions, now: number): NewKey {
  const { name, owner, scope } = options;
  for (const text of [name, owner, ...scope]) refuseWholeKey(text, "a name, an owner and scopes");
  if (!isKeyName(name)) {
    throw new CommandRefusal("--name must be 1 to 128 printable ASCII characters without spaces, and not *");
  }
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{1,256}$/u.test(owner)) {
    throw new CommandRefusal("--owner must be 1 to 256 printable characters");
  }
  if (!scope.every(isScopeToken)) {
    throw new CommandRefusal(
      "--scope must be printable ASCII without spaces, quotes and backslashes; one each",
    );
  }
  const createdAt = Math.floor(now / 1000);
  const expiresAt = endOf(options, now);
  const notBefore =
    options.notBefore === undefined ? undefined : timeOf(options.notBefore, "--not-before", now);
  if (expiresAt !== undefined && expiresAt <= Math.max(createdAt, notBefore ?? 0)) {
    throw new CommandRefusal("--expires must be later than now and than --not-before");
  }
  return {
    ...{ name, owner, scopes: [...new Set(scope)], createdAt },
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

function endOf({ expires, neverExpires }: CreateOptions, now: number): number | undefined {
  if (!neverExpires) return timeOf(expires ?? usualLifetime, "--expires", now);
  if (expires !== undefined) throw new CommandRefusal("give either --expires or --never-expires");
  return undefined;
}

/** Ids and names are told apart by looking for both, so that none may become the other. */
async function refuseId(name: string, { table }: KeyKeeping): Promise<void> {
  if (!idForm.test(name) || (await table.read(name)) === undefined) return;
  throw new CommandRefusal(`the name ${name} is the id of a key: choose another name`);
}

async function refuseTakenName(name: string, { table }: KeyKeeping, now: number): Promise<void> {
  const inUse = (await table.named(name)).keys.filter((key) => !hasEnded(key, now));
  if (inUse.length === 0) return;
  throw new CommandRefusal(
    `the name ${name} is in use by ${inUse.map(({ id }) => id).join(", ")}: replace that key by keys rotate, make one beside it by --beside, or choose another name`,
  );
}

async function added({ table }: KeyKeeping, record: Parameters<typeof table.add>[0]): Promise<void> {
  try {
    if (!(await table.add(record))) throw new CommandRefusal("the key's id is taken: try again");
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    throw new CommandRefusal(
      `${awsRemedy(error)}\nNo key was made that anybody has seen. If keys show ${record.id} finds a record, revoke it.`,
    );
  }
}
