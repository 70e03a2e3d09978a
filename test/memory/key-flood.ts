/**
 * A process of its own (`--expose-gc`) that sends API keys through the real authenticator and store, and says how its
 * heap grew. It is asked by one JSON object on the command line and answers by one on standard output.
 */

import { randomBytes } from "node:crypto";
import { ageingClock } from "#adapters/ageing-clock";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { configuredManagedKeys, storesByForm } from "#adapters/api-keys/key-stores";
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import {
  guessedKey,
  issuedKey,
  keySettings,
  newPepper,
} from "#test/adapters/api-keys/managed-keys-on-a-fake-clock";
import { asked, noHurry } from "#test/core/asked";
import { heapSlope, sendAll } from "./heap-slope.ts";

/** What the process is to do. */
export interface KeyFlood {
  /** How many keys are sent in each phase. */
  readonly keys: number;
  /** Whether to plant the leak that the test has to find: a memory of every id. */
  readonly leak: boolean;
}

/** What became of it. Bytes per key, after collecting garbage. */
export interface KeyFloodReport {
  readonly validSlope: number;
  readonly hostileSlope: number;
  /** How often records of valid keys were read during the flood, and how often they may have been at most. */
  readonly reads: number;
  readonly mostReads: number;
  /** Time for each hostile key. */
  readonly microseconds: number;
  readonly answers: Readonly<Record<string, number>>;
}

const flood: KeyFlood = JSON.parse(process.argv[2] ?? "");
const pepper = newPepper();
const valid = Array.from({ length: 50 }, () => issuedKey(pepper));
const records = new Map<string, KeyRecord>(valid.map(({ record }) => [record.id, record]));

/** A clock that moves on by a millisecond with each key, so that a slow machine measures what a fast one does. */
let now = Date.now();
let reads = 0;

function store(): ApiKeyStore {
  const clock = () => now;
  const text = JSON.stringify({ pepper, keys: {} });
  const secret = apiKeySecret(keySettings, async () => ({ text, createdAt: 0 }), clock);
  const managed = configuredManagedKeys({
    ...{ settings: keySettings, managed: { environment: "live", lastUse: true }, secret },
    ...{ now: clock, age: ageingClock(clock, clock) },
    table: {
      read: async (id) => {
        if (records.has(id)) reads++;
        return records.get(id);
      },
      noteUse: async () => {},
    },
  });
  const stores = storesByForm(managed, staticKeyStore(secret, keySettings, clock));
  return flood.leak ? leaking(stores) : stores;
}

function leaking(stores: ApiKeyStore): ApiKeyStore {
  const seen = new Map<string, unknown>();
  return {
    async find(key, deadline) {
      const found = await stores.find(key, deadline);
      seen.set(key.slice(0, 21), found);
      return found;
    },
  };
}

const idOf = (index: number) => valid[index % valid.length]?.record.id ?? "";

/** Keys as attackers send them, no two alike; most are right in form, because those are looked up. */
const hostile: readonly ((index: number) => string)[] = [
  ...Array.from({ length: 6 }, () => () => issuedKey(pepper).text),
  (index) => guessedKey(idOf(index)),
  () => issuedKey(pepper, {}, "test").text,
  () => `${issuedKey(pepper).text}a`,
  () => issuedKey(pepper).text.replace(/.$/, (last) => (last === "a" ? "b" : "a")),
  () => `ogc_live_${randomBytes(60).toString("hex").slice(0, 51)}`,
  (index) => `ogc_${randomBytes(200).toString("base64url")}${index}`,
  (index) => `${randomBytes(24).toString("base64url")}${index}`,
  (index) => `__proto__${index}`,
];

const authenticate = apiKeyAuthenticator(keySettings, store());
const answers = new Map<string, number>();

async function send(key: string): Promise<void> {
  now++;
  const answer = await authenticate(asked("GET", "/", { "x-api-key": key }), noHurry);
  const said = answer.kind === "rejected" ? answer.reason : answer.kind;
  answers.set(said, (answers.get(said) ?? 0) + 1);
}

const sendValid = (index: number) => send(valid[index % valid.length]?.text ?? "");
const sendHostile = (index: number) => send(hostile[index % hostile.length]?.(index) ?? "");

// What is remembered of strangers is bounded: the memory is full before it is measured.
await sendAll(0, 50_000, sendHostile);
await sendAll(0, 10_000, sendValid);
const validSlope = await heapSlope(flood.keys, sendValid);
answers.clear();
reads = 0;
const begin = now;
const start = performance.now();
const hostileSlope = await heapSlope(flood.keys, sendHostile);
const microseconds = ((performance.now() - start) * 1000) / flood.keys;
await sendValid(0);
const report: KeyFloodReport = {
  ...{ validSlope, hostileSlope, reads, microseconds, answers: Object.fromEntries(answers) },
  // Read anew from three quarters of the refresh time on.
  mostReads: valid.length * (1 + (now - begin) / (keySettings.refreshSeconds * 750)),
};
process.stdout.write(JSON.stringify(report));
