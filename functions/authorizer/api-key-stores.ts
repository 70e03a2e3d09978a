/** Puts adapters behind the port of API keys; what only managed keys need is loaded where there are any. */
import { ageingClock } from "#adapters/ageing-clock";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import type { ApiKeySettings } from "#core/settings/credentials";
import { keyTableOf } from "./key-table-of.ts";
import { secretOf } from "./secret-of.ts";

/**
 * The store of all keys that the settings allow.
 * @param secretArn the ARN of the secret with the pepper and the static keys
 * @param tableName the table with the records of managed keys; only where those are configured
 */
export async function apiKeyStore(
  settings: ApiKeySettings,
  secretArn: string,
  tableName: string,
): Promise<ApiKeyStore> {
  const age = ageingClock(Date.now, () => performance.now());
  const secret = apiKeySecret(settings, secretOf(secretArn, "apiKeys.secretArn"), age);
  const statics = staticKeyStore(secret, settings, Date.now);
  const { managed } = settings;
  if (managed === undefined) return statics;
  const { configuredManagedKeys, storesByForm } = await import("#adapters/api-keys/key-stores");
  const table = keyTableOf(tableName);
  const keys = configuredManagedKeys({ settings, managed, secret, table, now: Date.now, age });
  return storesByForm(keys, statics);
}
