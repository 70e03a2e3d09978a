/** Reads of records that answer late: what they hold up, whom they turn away, and what they can undo. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Fault } from "#core/fault";
import { issuedKey, managedKeys, newPepper } from "./managed-keys-on-a-fake-clock.ts";

const revoked = { rejected: "api_key_revoked" };
const isFault = (error: unknown) => error instanceof Fault && error.code === "key_table_unavailable";

/** A read that answers when it is told to, with what the table held when it began. */
function heldRead() {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  return { beforeRead: () => answered, answer };
}

const never = () => new Promise<void>(() => {});

/** Of a request that nobody waits for. */
const brief = { remaining: () => 20 };

/** Lets everything run that waits for nothing from outside. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a read that answers late", () => {
  test("makes no read of another key wait", async () => {
    const { state, issue, find } = managedKeys();
    const [slow, quick] = [issue(), issue()];
    state.beforeRead = never;
    find(slow, brief).catch(() => {});
    await settled();
    state.beforeRead = () => {};
    assert.ok("name" in (await find(quick, { remaining: () => 200 })));
  });

  test("is waited for but a moment while its record may still be used", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    await find(key);
    state.wait(45_000);
    state.beforeRead = never;
    const start = performance.now();
    assert.ok("name" in (await find(key, { remaining: () => 3000 })));
    assert.ok(performance.now() - start < 1500);
    assert.equal(state.reads.length, 2);
  });

  test("of a record that may still be used takes no place of a new key's", async () => {
    const { state, issue, find } = managedKeys();
    const known = Array.from({ length: 100 }, () => issue());
    for (const key of known) await find(key);
    state.wait(45_000);
    state.beforeRead = never;
    await Promise.all(known.map((key) => find(key)));
    state.beforeRead = () => {};
    assert.ok("name" in (await find(issue())));
  });

  test("and too late whenever it is repeated is a fault, never an allow", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    state.beforeRead = () => state.wait(60_000);
    await assert.rejects(find(key), isFault);
  });

  test("after a newer one of the same record began ends neither that one nor what is remembered of it", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    const [frozen, newer] = [heldRead(), heldRead()];
    state.beforeRead = frozen.beforeRead;
    find(key).catch(() => {});
    await settled();
    state.wait(3001);
    state.beforeRead = newer.beforeRead;
    const second = find(key);
    await settled();
    frozen.answer();
    await settled();
    const third = find(key);
    await settled();
    newer.answer();
    for (const answer of [await second, await third, await find(key)]) assert.ok("name" in answer);
    assert.equal(state.reads.length, 2);
  });

  test("does not bring a key back that was revoked meanwhile, also where its place was given to others", async () => {
    const { state, issue, change, find } = managedKeys();
    const key = issue();
    const frozen = heldRead();
    state.beforeRead = frozen.beforeRead;
    find(key).catch(() => {});
    for (let others = 0; others < 99; others++) find(issuedKey(newPepper()).text, brief).catch(() => {});
    await settled();
    state.wait(3001);
    state.beforeRead = () => {};
    await find(issue());
    change(key, { state: "revoked" });
    assert.deepEqual(await find(key), revoked);
    frozen.answer();
    await settled();
    assert.deepEqual(await find(key), revoked);
  });
});
