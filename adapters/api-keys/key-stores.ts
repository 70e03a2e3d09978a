/** The keys of a deployment with managed ones: which store a key is looked for in, its form alone says. */
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import { managedKeyPrefix } from "#core/authenticate/api-key/managed-key";
import type { ApiKeySettings } from "#core/settings/credentials";
import { logLastUseFailure } from "../refresh-log.ts";
import type { ApiKeySecret } from "./api-key-secret.ts";
import type { KeyTable } from "./key-table.ts";
import { lastUse } from "./last-use.ts";
import { managedKeyStore } from "./managed-key-store.ts";
import { RememberedRecords } from "./remembered-records.ts";

/** What the stores share, and the clocks. */
export interface KeyStoreParts {
  readonly settings: Pick<ApiKeySettings, "refreshSeconds">;
  readonly managed: NonNullable<ApiKeySettings["managed"]>;
  readonly secret: ApiKeySecret;
  readonly table: KeyTable;
  /** Milliseconds since 1970-01-01T00:00Z: `Date.now` outside of tests. */
  readonly now: () => number;
  /** By what records grow old, as the secret does: milliseconds, never put back. */
  readonly age: () => number;
  /** Told of a last use that could not be noted; absent: it is logged. */
  readonly onFailure?: (failure: unknown) => void;
}

/** The store of managed keys as settings describe it. */
export function configuredManagedKeys(parts: KeyStoreParts): ApiKeyStore {
  const { settings, managed, secret, table, now, age, onFailure = logLastUseFailure } = parts;
  const { environment, lastUse: isNoted } = managed;
  const records = new RememberedRecords(table, settings.refreshSeconds * 1000, age);
  return managedKeyStore({
    ...{ environment, secret, records, now },
    ...(isNoted && { noteUse: lastUse({ table, now, age, onFailure }) }),
  });
}

/** Sends each key to the one store that it can be in; neither waits for what only the other needs. */
export function storesByForm(managed: ApiKeyStore, others: ApiKeyStore): ApiKeyStore {
  return {
    find: (key, deadline) => (key.startsWith(managedKeyPrefix) ? managed : others).find(key, deadline),
  };
}
