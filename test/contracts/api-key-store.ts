/** What every store of API keys owes to the decision, whatever it keeps keys in: run for each of them. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import { asFault, Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";

/** A store with one key, whose surroundings a test can change. */
export interface StoreWithKey {
  readonly store: ApiKeyStore;
  /** A key of the name `partner` with the scope `balance`, and another of the same form that nobody has. */
  readonly key: string;
  readonly otherKey: string;
  /** What may be found nowhere: keys, peppers, digests in hexadecimal and base64. */
  readonly secrets: readonly string[];
  /** How long the store may use what it has read, milliseconds. */
  readonly refreshTime: number;
  wait(milliseconds: number): void;
  /** Takes the key away. */
  remove(): void;
  /** Whether what the store reads from gives no answer, or answers with something that nobody can use. */
  fail(how: "unavailable" | "unusable" | undefined): void;
  /** How often anything was read. */
  reads(): number;
}

/** Texts that are nobody's key, whatever form keys have. */
const nobodysKeys = (key: string) => [
  ...[" ", "0", "null", "partner", "*", "__proto__", "constructor", "ogc_", "ogc_live_"],
  ...[`${key} `, ` ${key}`, `${key}\n`, `${key}\u0000`, key.slice(1), key.slice(0, -1), `${key}${key}`],
  ...[key.toUpperCase(), `${key}a`, `${key.slice(0, -1)}\u0430`, key.replace("a", "ａ"), "x".repeat(512)],
  ...[randomBytes(30).toString("base64url"), randomBytes(200).toString("latin1")],
];

/** Declares the suite for one kind of store; `start` makes a new one for each test. */
export function testApiKeyStore(kind: string, start: () => StoreWithKey): void {
  const isRejected = (answer: object) => "rejected" in answer && !("name" in answer);

  describe(`${kind} as a store of API keys`, () => {
    test("tells whose a key is", async () => {
      const { store, key } = start();
      const { id, ...rest } = Object.assign({ id: "" }, await store.find(key, noHurry));
      assert.deepEqual(rest, { name: "partner", scopes: ["balance"] });
      assert.ok(id.length > 0 && !key.endsWith(id));
    });

    test("rejects what is nobody's key, with a reason and nothing else", async () => {
      const { store, key, otherKey } = start();
      for (const text of [otherKey, ...nobodysKeys(key).filter((each) => each !== key)]) {
        const answer = await store.find(text, noHurry);
        assert.ok(isRejected(answer), JSON.stringify(text));
        assert.deepEqual(Object.keys(answer), ["rejected"]);
        assert.match(Object.values(answer).join(), /^api_key_[a-z_]+$/);
      }
    });

    test("answers the same however often and in whatever order it is asked", async () => {
      const { store, key, otherKey } = start();
      const first = [await store.find(key, noHurry), await store.find(otherKey, noHurry)];
      for (let times = 0; times < 20; times++) {
        assert.deepEqual(await store.find(otherKey, noHurry), first[1]);
        assert.deepEqual(await store.find(key, noHurry), first[0]);
      }
    });

    test("reads once for all who ask at the same time, and not again for the same key", async () => {
      const { store, key, reads } = start();
      await Promise.all(Array.from({ length: 20 }, () => store.find(key, noHurry)));
      const first = reads();
      await Promise.all(Array.from({ length: 20 }, () => store.find(key, noHurry)));
      assert.equal(reads(), first);
      assert.ok(first <= 2, `${first} reads`);
    });

    test("forgets a key that was taken away within the refresh time", async () => {
      const { store, key, remove, wait, refreshTime } = start();
      await store.find(key, noHurry);
      remove();
      wait(refreshTime);
      assert.ok(isRejected(await store.find(key, noHurry)));
    });

    for (const how of ["unavailable", "unusable"] as const) {
      test(`fails, and accepts nobody, when what it needs is ${how}`, async () => {
        const { store, key, fail } = start();
        fail(how);
        await assert.rejects(store.find(key, noHurry), Fault);
      });

      test(`uses what it knows while that is ${how}, and not a millisecond beyond the refresh time`, async () => {
        const { store, key, fail, wait, refreshTime } = start();
        await store.find(key, noHurry);
        fail(how);
        wait(refreshTime - 1);
        assert.ok("name" in (await store.find(key, noHurry)));
        wait(1);
        for (let times = 0; times < 3; times++) await assert.rejects(store.find(key, noHurry), Fault);
      });

      test(`asks no more than a few times while that is ${how}, and recovers from it`, async () => {
        const { store, key, fail, wait, reads } = start();
        fail(how);
        for (let times = 0; times < 50; times++) await assert.rejects(store.find(key, noHurry), Fault);
        assert.ok(reads() <= 4, `${reads()} reads`);
        fail(undefined);
        wait(2000);
        assert.ok("name" in (await store.find(key, noHurry)));
      });

      test(`shows no key, pepper or digest in the fault of what is ${how}, nor in itself`, async () => {
        const { store, key, fail, secrets, wait, refreshTime } = start();
        await store.find(key, noHurry);
        fail(how);
        wait(refreshTime);
        const failure = await store.find(key, noHurry).catch((error: unknown) => error);
        const shown = [
          failure,
          asFault(failure).message,
          store,
          await store.find("ogc_x", noHurry).catch(asFault),
        ];
        const text = shown.map((each) => inspect(each, { depth: 10, showHidden: true })).join("\n");
        for (const secret of secrets) assert.equal(text.includes(secret), false);
      });
    }

    test("does not wait beyond the deadline, and asks nobody for a request whose time is over", async () => {
      const { store, key, reads } = start();
      await assert.rejects(store.find(key, { remaining: () => 0 }), { code: "deadline_exceeded" });
      assert.equal(reads(), 0);
      assert.ok("name" in (await store.find(key, noHurry)));
    });
  });
}
