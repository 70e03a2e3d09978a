/** Finds managed API keys: by their id in the table of records, by their digest under the pepper of the record. */
import { timingSafeEqual } from "node:crypto";
import type { ApiKeyStore, KnownKey, RejectedKey } from "#core/authenticate/api-key/api-key-store";
import { type KeyRecord, unusableKey } from "#core/authenticate/api-key/key-record";
import { managedKeyId } from "#core/authenticate/api-key/managed-key";
import type { Deadline } from "#core/deadline";
import { Fault } from "#core/fault";
import type { ApiKeySecret, CurrentSecret } from "./api-key-secret.ts";
import { keyDigest } from "./peppers.ts";
import type { RememberedRecords } from "./remembered-records.ts";

/** What the store is made of. */
export interface ManagedKeyParts {
  /** `apiKeys.managed.environment` */
  readonly environment: string;
  readonly secret: ApiKeySecret;
  readonly records: Pick<RememberedRecords, "find">;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** Told of a key that was accepted, and waited for; never fails. */
  readonly noteUse?: (record: KeyRecord, deadline: Deadline) => Promise<void>;
}

/**
 * A store that looks up nothing for what cannot be a key of this environment, and whose answers change with the record
 * within `apiKeys.refreshSeconds`; times of validity are judged anew at every request. Whoever does not have the key
 * learns nothing of its state: the digest comes first.
 */
export function managedKeyStore({
  environment,
  secret,
  records,
  now,
  noteUse,
}: ManagedKeyParts): ApiKeyStore {
  return {
    async find(key, deadline) {
      const read = managedKeyId(key, environment);
      if ("rejected" in read) return read;
      // Begun now, so that the first request waits for secret and table at once; who awaits it learns of a failure.
      const current = secret.current.current(deadline);
      current.catch(() => undefined);
      const record = await records.find(read.id, deadline);
      if (record === undefined) return { rejected: "api_key_unknown" };
      const pepper = await pepperOf(record, secret, await current, deadline);
      if (pepper === undefined) return endedWithPepper(record, now());
      if (!timingSafeEqual(keyDigest(pepper, key), record.digest)) return { rejected: "api_key_mismatch" };
      const unusable = unusableKey(record, now());
      if (unusable !== undefined) return { rejected: unusable };
      await noteUse?.(record, deadline);
      return knownKey(record);
    },
  };
}

const knownKeys = new WeakMap<KeyRecord, KnownKey>();

/** What is told of a record: the same object for as long as the record is the same. */
function knownKey(record: KeyRecord): KnownKey {
  const known = knownKeys.get(record) ?? { name: record.name, id: record.id, scopes: record.scopes };
  knownKeys.set(record, known);
  return known;
}

/** A pepper that is not known may be new: the secret is read anew for it, once per cool-down. */
async function pepperOf(
  { pepperId }: KeyRecord,
  { current }: ApiKeySecret,
  known: CurrentSecret,
  deadline: Deadline,
): Promise<string | undefined> {
  return known.peppers.get(pepperId) ?? (await current.newerThan(known, deadline)).peppers.get(pepperId);
}

/**
 * A pepper is dropped once the keys under it have ended: who still sends one of those is refused, as before, and is no
 * fault of the deployment. Whether it is the key itself, nobody can say any more.
 * @throws Fault `pepper_missing` for a key that has not ended
 */
function endedWithPepper(record: KeyRecord, now: number): RejectedKey {
  const { id, pepperId } = record;
  const unusable = unusableKey(record, now);
  if (unusable === "api_key_revoked" || unusable === "api_key_expired") return { rejected: unusable };
  throw new Fault(
    "pepper_missing",
    `the managed API key ${id} was made under the pepper with the id ${pepperId}, which is neither \`pepper\` nor \`previousPepper\` in the secret of apiKeys.secretArn: put it back, or revoke the key and make another`,
  );
}
