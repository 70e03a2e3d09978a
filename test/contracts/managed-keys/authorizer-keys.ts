/** The keys of an API as its authorizer knows them, with a clock that the test can put forward. */
import { ageingClock } from "#adapters/ageing-clock";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { dynamodbKeyTable } from "#adapters/api-keys/dynamodb-key-table";
import { configuredManagedKeys, storesByForm } from "#adapters/api-keys/key-stores";
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import { secretReader } from "#adapters/secrets/secrets-manager";
import type { ApiKeyStore, KnownKey, RejectedKey } from "#core/authenticate/api-key/api-key-store";
import { deadlineAfter } from "#core/deadline";

/** How long a decision may take, milliseconds: the default of `decision.budgetMilliseconds`. */
export const budget = 3000;

/** Settings that these tests count on; seconds. */
export const [refreshSeconds, previousKeysHonouredForSeconds] = [60, 3600];

export interface AuthorizerKeys {
  readonly store: ApiKeyStore;
  /** Whose a key is, within the budget of a decision. */
  find(key: string): Promise<KnownKey | RejectedKey>;
  /** Lets seconds pass, as far as what is remembered is concerned. */
  pass(seconds: number): void;
}

/** The stores as the function wires them, by the AWS client that the environment leads to an endpoint. */
export function authorizerKeys(
  secretArn: string,
  tableName: string,
  onFailure: (failure: unknown) => void = () => {},
): AuthorizerKeys {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const runTime = () => performance.now();
  const settings = {
    header: "X-API-Key",
    basic: false,
    refreshSeconds,
    previousKeysHonouredForSeconds,
    managed: { environment: "live", lastUse: true },
  };
  const { managed } = settings;
  const secret = apiKeySecret(settings, secretReader(secretArn, "apiKeys.secretArn"), now);
  const table = dynamodbKeyTable(tableName);
  const store = storesByForm(
    configuredManagedKeys({
      settings,
      managed,
      secret,
      table,
      now,
      age: ageingClock(now, runTime),
      onFailure,
    }),
    staticKeyStore(secret, settings, now),
  );
  return {
    store,
    find: (key) => store.find(key, deadlineAfter(budget, runTime)),
    pass(seconds) {
      ahead += seconds * 1000;
    },
  };
}
