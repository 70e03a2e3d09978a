/** The two stores of API keys pass one contract suite, and a key goes to the one that its form says. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { storesByForm } from "#adapters/api-keys/key-stores";
import { keyDigest } from "#adapters/api-keys/peppers";
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import { Fault } from "#core/fault";
import { type StoreWithKey, testApiKeyStore } from "#test/contracts/api-key-store";
import { noHurry } from "#test/core/asked";
import {
  issuedKey,
  keySettings,
  managedKeys,
  newPepper,
  unavailable,
} from "./managed-keys-on-a-fake-clock.ts";

const digests = (pepper: string, key: string) =>
  (["hex", "base64"] as const).map((encoding) => keyDigest(pepper, key).toString(encoding));

testApiKeyStore("the secret with static keys", (): StoreWithKey => {
  const [pepper, key] = [newPepper(), randomBytes(24).toString("base64url")];
  const state = { now: 0, reads: 0, keys: { partner: { key, scopes: ["balance"] } } as object };
  let failing: "unavailable" | "unusable" | undefined;
  const now = () => state.now;
  const read = async () => {
    state.reads++;
    if (failing === "unavailable") throw new Fault("secret_unavailable", "down");
    const text = JSON.stringify({ pepper, keys: state.keys });
    return { text: failing === "unusable" ? text.slice(1) : text, createdAt: 0 };
  };
  return {
    store: staticKeyStore(apiKeySecret(keySettings, read, now), keySettings, now),
    key,
    otherKey: randomBytes(24).toString("base64url"),
    secrets: [key, pepper, ...digests(pepper, key)],
    refreshTime: 60_000,
    wait(milliseconds) {
      state.now += milliseconds;
    },
    remove() {
      state.keys = {};
    },
    fail(how) {
      failing = how;
    },
    reads: () => state.reads,
  };
});

for (const part of ["table", "secret"] as const) {
  testApiKeyStore(`the table of managed keys, of which the ${part} may fail,`, (): StoreWithKey => {
    const pepper = newPepper();
    const { state, store, issue } = managedKeys(pepper);
    const key = issue({ scopes: ["balance"] });
    return {
      store,
      key,
      otherKey: issuedKey(pepper).text,
      secrets: [key, key.slice(21, 53), pepper, ...digests(pepper, key)],
      refreshTime: 60_000,
      wait: state.wait,
      remove: () => state.records.clear(),
      fail(how) {
        if (part === "table") state.tableDown = how && { unavailable, unusable: unusableRecord }[how]();
        else state.secretDown = how !== undefined;
      },
      reads: () => state.reads.length + state.secretReads,
    };
  });
}

const unusableRecord = () => new Fault("key_record_invalid", "no record of a key");

test("a key goes to the store of its form, and the other one is not asked", async () => {
  const asked: string[] = [];
  const named = (name: string): ApiKeyStore => ({
    find: async () => {
      asked.push(name);
      return { name, id: name, scopes: [] };
    },
  });
  const store = storesByForm(named("managed"), named("others"));
  for (const key of [issuedKey(newPepper()).text, "ogc_", "ogc_x", "ogc-live", "OGC_live", " ogc_", "x"])
    await store.find(key, noHurry);
  assert.deepEqual(asked, ["managed", "managed", "managed", "others", "others", "others", "others"]);
});
