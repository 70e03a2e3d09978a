/** `keys rotate`: makes a new key in the place of another one, which ends after an overlap. */
import { Command } from "commander";
import type { KeptKey } from "#adapters/api-keys/administration/key-administration";
import { type NewKey, newKey } from "#adapters/api-keys/administration/new-key";
import { type Rotation, rotateKey } from "#adapters/api-keys/administration/rotate-key";
import { CommandRefusal } from "../terminal.ts";
import { type ChosenBy, keyMeant, withKeyArgument } from "./argument/chosen-key.ts";
import { durationOf } from "./argument/point-in-time.ts";
import { awsRemedy } from "./aws-refusal.ts";
import { keysAction } from "./keys-action.ts";
import type { KeysContext } from "./keys-context.ts";
import type { LocationOptions } from "./location.ts";
import { shownOnce } from "./shown-once.ts";
import { keyStatus } from "./text/key-status.ts";
import { whyUnrotatable } from "./unrotatable.ts";

interface RotateOptions extends LocationOptions, ChosenBy {
  readonly overlap: string;
  readonly json?: true;
}

const help = `
The new key has the name, the owner and the scopes of the old one, and is valid as long from now as the old one was from
its making. The old one works for the overlap, or until its own end where that is sooner; then hand the new key over in
time. --overlap 0 is for a key that has leaked and has to be replaced at once: the old one is refused within
apiKeys.refreshSeconds (60 by default).
Of two who rotate the same key at the same time, one gets a new key, and the other is told its id. Should the command be
cut off, the old key works as before or has been replaced; keys show tells which.

The new key alone goes to standard output; with --json one document {"key", "record", "replaced"}.

Examples:
  npx ogc-api-authorizer keys rotate partner > key.txt
  npx ogc-api-authorizer keys rotate 7w2kq5nd3xza --overlap 0 --json
`;

/** The command. */
export function rotateCommand(context: KeysContext): Command {
  const command = new Command("rotate").description(
    "Replaces a key by a new one, which it shows this one time.",
  );
  return withKeyArgument(command, "the key's id; or a name, where one key that can be rotated has it")
    .option("--overlap <duration>", "how long the old key works beside the new one", "7d")
    .option("--json", "print the new key and both records as JSON")
    .addHelpText("after", help)
    .action(keysAction((idOrName: string, options: RotateOptions) => rotate(idOrName, options, context)));
}

async function rotate(idOrName: string, options: RotateOptions, context: KeysContext): Promise<void> {
  const overlap = durationOf(options.overlap, "--overlap");
  const { table, secret, environment } = await context.connect(options);
  const now = context.now();
  const old = await keyMeant(table, idOrName, options, now, (key) =>
    ["active", "not_yet_valid"].includes(keyStatus(key, now)),
  );
  const unrotatable = whyUnrotatable(old, now);
  if (unrotatable !== undefined) throw new CommandRefusal(unrotatable);
  const peppers = await secret.read();
  const seconds = Math.floor(now / 1000);
  const { text, record } = newKey(successorOf(old, seconds), environment, peppers.pepper);
  const rotation = await rotateKey(table, old, record, seconds + overlap);
  if (rotation.kind !== "rotated") throw new CommandRefusal(noKey(rotation, old, record.id, now));
  shownOnce({ text, record, replaced: rotation.replaced, peppers, now }, options, context.terminal);
}

/** What a rotation keeps of a key. */
function successorOf({ name, owner, scopes, notBefore, expiresAt, createdAt }: KeptKey, now: number): NewKey {
  return {
    ...{ name, owner, scopes, createdAt: now },
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt: now + expiresAt - createdAt }),
  };
}

/** Why there is no new key, and what the operator does now. */
function noKey(
  rotation: Exclude<Rotation, { readonly kind: "rotated" }>,
  before: KeptKey,
  madeId: string,
  now: number,
): string {
  if (rotation.kind === "uncertain") {
    return [
      `${awsRemedy(rotation.failure)}`,
      `Nobody was shown a new key. Look at keys show ${before.id}: if ${madeId} has replaced it, rotate that one to get a key; if not, and keys show ${madeId} finds a record, revoke that one.`,
    ].join("\n");
  }
  const { old, leftOver } = rotation;
  const reason =
    (old === undefined ? `the record of ${before.id} is gone` : whyUnrotatable(old, now)) ??
    `the key ${before.id} was changed by somebody else at the same time: look at keys show ${before.id}, and try again`;
  const rest = leftOver
    ? `\nThe record ${madeId} is left over, whose key nobody was shown: keys revoke ${madeId}`
    : "";
  return `${reason}\nNo new key was made.${rest}`;
}
