/** Managed keys made at run time, in a table and under a secret that a test can break, by clocks that it moves. */

import { randomBytes } from "node:crypto";
import { ageingClock } from "#adapters/ageing-clock";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { configuredManagedKeys } from "#adapters/api-keys/key-stores";
import { keyDigest, pepperId } from "#adapters/api-keys/peppers";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { madeKey } from "#core/authenticate/api-key/managed-key";
import { Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";

/** A pepper of this run. */
export const newPepper = () => randomBytes(32).toString("base64url");

/** A key and its record. */
export interface IssuedKey {
  readonly text: string;
  readonly record: KeyRecord;
}

/** Makes a key; `more` is what its record has beside the usual. */
export function issuedKey(pepper: string, more: Partial<KeyRecord> = {}, environment = "live"): IssuedKey {
  const { id, text } = madeKey(environment, randomBytes);
  const [digest, of] = [keyDigest(pepper, text), pepperId(pepper)];
  const record = { id, name: "partner", owner: "desk", digest, pepperId: of, scopes: [], createdAt: 0 };
  return { text, record: { ...record, state: "active", ...more } };
}

/** A key as whoever knows only an id can make it: right in form, and with a secret that is not the one. */
export function guessedKey(id: string): string {
  const characters = [...id].map((character) => "abcdefghijklmnopqrstuvwxyz234567".indexOf(character));
  return madeKey("live", (count) => Buffer.concat([Buffer.from(characters), randomBytes(count)], count)).text;
}

/** The settings of keys with their defaults. */
export const keySettings = {
  header: "X-API-Key",
  basic: false,
  refreshSeconds: 60,
  previousKeysHonouredForSeconds: 0,
  managed: { environment: "live", lastUse: false },
};

/** 2027-01-15, 08:00 UTC. */
export const start = Date.UTC(2027, 0, 15, 8);

/** What a test may change of the surroundings; times in milliseconds. */
export interface Surroundings {
  readonly records: Map<string, KeyRecord>;
  secret: { pepper: string; previousPepper?: string; keys: object };
  now: number;
  runTime: number;
  tableDown: Fault | undefined;
  secretDown: boolean;
  /** Called at each read, between what the table finds and its answer. */
  beforeRead: () => Promise<void> | void;
  beforeNote: () => Promise<void> | void;
  readonly reads: string[];
  readonly notes: { readonly id: string; readonly day: string; readonly timeout: number }[];
  readonly warnings: unknown[];
  secretReads: number;
  wait(milliseconds: number): void;
}

/** A store of managed keys, and all that it depends on. */
export function managedKeys(
  pepper = newPepper(),
  settings: { refreshSeconds?: number; lastUse?: boolean } = {},
) {
  const state: Surroundings = {
    records: new Map(),
    secret: { pepper, keys: {} },
    ...{ now: start, runTime: 0, tableDown: undefined, secretDown: false, secretReads: 0 },
    ...{ reads: [], notes: [], warnings: [], beforeRead: () => {}, beforeNote: () => {} },
    wait(milliseconds) {
      state.now += milliseconds;
      state.runTime += milliseconds;
    },
  };
  const { refreshSeconds = keySettings.refreshSeconds, lastUse = false } = settings;
  const apiKeys = { ...keySettings, refreshSeconds };
  const readSecret = async () => {
    state.secretReads++;
    if (state.secretDown) throw new Fault("secret_unavailable", "down");
    return { text: JSON.stringify(state.secret), createdAt: 0 };
  };
  const table = {
    async read(id: string) {
      state.reads.push(id);
      const record = state.records.get(id);
      await state.beforeRead();
      if (state.tableDown !== undefined) throw state.tableDown;
      return record;
    },
    async noteUse(id: string, day: string, timeout: number) {
      state.notes.push({ id, day, timeout });
      await state.beforeNote();
    },
  };
  const now = () => state.now;
  const store = configuredManagedKeys({
    settings: apiKeys,
    managed: { environment: "live", lastUse },
    secret: apiKeySecret(apiKeys, readSecret, now),
    ...{ table, now, age: ageingClock(now, () => state.runTime) },
    onFailure: (failure) => state.warnings.push(failure),
  });
  return {
    state,
    store,
    /** Makes a key whose record is in the table. */
    issue(more: Partial<KeyRecord> = {}): string {
      const { text, record } = issuedKey(pepper, more);
      state.records.set(record.id, record);
      return text;
    },
    /** Changes the record of a key. */
    change(key: string, more: Partial<KeyRecord>): void {
      for (const record of state.records.values()) {
        if (key.includes(record.id)) state.records.set(record.id, { ...record, ...more });
      }
    },
    find: (key: string, deadline = noHurry) => store.find(key, deadline),
  };
}

/** What the table says when it does not answer. */
export const unavailable = () => new Fault("key_table_unavailable", "down");
