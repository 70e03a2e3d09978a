/** Any number of managed keys with their records, in a map or in a table, and the authorizer's store over them. */
import { ageingClock } from "#adapters/ageing-clock";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { dynamodbKeyTable } from "#adapters/api-keys/dynamodb-key-table";
import { keyItem } from "#adapters/api-keys/key-item";
import { configuredManagedKeys } from "#adapters/api-keys/key-stores";
import type { KeyTable } from "#adapters/api-keys/key-table";
import type { KnownKey, RejectedKey } from "#core/authenticate/api-key/api-key-store";
import { awsEnvironment, KeyServices } from "#test/contracts/managed-keys/key-services";
import { newPepper, recordedKey } from "#test/contracts/managed-keys/made-record";
import { noHurry } from "#test/core/asked";

const pepper = newPepper();
const refreshSeconds = 60;

/** The texts of keys, in no order, and the table that holds their records. */
export interface KeptKeys {
  readonly keys: readonly string[];
  readonly table: KeyTable;
}

/** Keys whose use today is noted already, as it is at all requests but one a day. */
function madeKeys(count: number) {
  const lastUsedDay = "9999-12-31";
  return Array.from({ length: count }, () => recordedKey(pepper, { lastUsedDay }));
}

/** A table that costs nothing, so that what is left is our own part; it counts how often it is read. */
export function memoryTable(count: number): KeptKeys & { readonly reads: () => number } {
  let reads = 0;
  const made = madeKeys(count);
  const records = new Map(made.map(({ record }) => [record.id, record]));
  return {
    keys: made.map(({ text }) => text),
    reads: () => reads,
    table: {
      async read(id) {
        reads += 1;
        const record = records.get(id);
        // New objects at every read, as from a real table.
        return record && { ...record, scopes: [...record.scopes], digest: Uint8Array.from(record.digest) };
      },
      async noteUse() {
        throw new Error("the use of every key is noted already");
      },
    },
  };
}

/** A new table at an endpoint, filled by BatchWriteItem. */
export async function tableAt(endpoint: string, count: number): Promise<KeptKeys> {
  Object.assign(process.env, awsEnvironment(endpoint));
  const services = new KeyServices(endpoint);
  const name = await services.makeTable();
  const made = madeKeys(count);
  await services.putItems(
    name,
    made.map(({ record }) => keyItem(record)),
  );
  services.close();
  return { keys: made.map(({ text }) => text), table: dynamodbKeyTable(name) };
}

/** The store as the function has it, but for the secret, which is at hand. */
export function storeOver(table: KeyTable, now: () => number) {
  const text = JSON.stringify({ pepper, keys: {} });
  const managed = { environment: "live", lastUse: true };
  const settings = {
    header: "X-API-Key",
    basic: false,
    previousKeysHonouredForSeconds: 0,
    refreshSeconds,
    managed,
  };
  const secret = apiKeySecret(settings, async () => ({ text, createdAt: 0 }), now);
  const age = ageingClock(now, () => performance.now());
  const store = configuredManagedKeys({ settings, managed, secret, table, now, age });
  return {
    refreshMilliseconds: refreshSeconds * 1000,
    find: (key: string): Promise<KnownKey | RejectedKey> => store.find(key, noHurry),
  };
}
