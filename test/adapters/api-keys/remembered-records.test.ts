/** How long records of managed keys are believed, how often the table is asked, and what strangers cannot do to that. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Fault } from "#core/fault";
import { issuedKey, managedKeys, newPepper, unavailable } from "./managed-keys-on-a-fake-clock.ts";

const unknown = { rejected: "api_key_unknown" };
const revoked = { rejected: "api_key_revoked" };
const isFault = (error: unknown) => error instanceof Fault && error.code === "key_table_unavailable";
const strangers = (count: number) => Array.from({ length: count }, () => issuedKey(newPepper()).text);

describe("a record", () => {
  test("is believed for the refresh time and not a millisecond longer", async () => {
    const { state, issue, change, find } = managedKeys();
    const key = issue();
    await find(key);
    change(key, { state: "revoked" });
    state.wait(44_999);
    assert.ok("name" in (await find(key)));
    assert.equal(state.reads.length, 1);
    state.tableDown = unavailable();
    state.wait(15_000);
    assert.ok("name" in (await find(key)));
    state.tableDown = undefined;
    state.wait(1);
    await assert.rejects(find(key), isFault);
    state.wait(2000);
    assert.deepEqual(await find(key), revoked);
  });

  test("is read anew while there is time left, so that one failure turns nobody away", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    await find(key);
    state.wait(45_000);
    state.tableDown = unavailable();
    assert.ok("name" in (await find(key)));
    assert.ok("name" in (await find(key)));
    assert.equal(state.reads.length, 2);
    state.tableDown = undefined;
    state.wait(2000);
    assert.ok("name" in (await find(key)));
    state.wait(44_999);
    assert.ok("name" in (await find(key)));
    assert.equal(state.reads.length, 3);
  });

  test("is as old as the beginning of its read", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    state.beforeRead = () => state.wait(900);
    await find(key);
    state.beforeRead = () => {};
    state.tableDown = unavailable();
    state.wait(59_099);
    assert.ok("name" in (await find(key)));
    state.wait(1);
    await assert.rejects(find(key), isFault);
  });

  test("that came only after a freeze is read once more", async () => {
    const { state, issue, change, find } = managedKeys();
    const key = issue();
    state.beforeRead = () => {
      state.now += 3_600_000;
      state.beforeRead = () => {};
    };
    const answer = find(key);
    change(key, { state: "revoked" });
    assert.deepEqual(await answer, revoked);
    assert.equal(state.reads.length, 2);
  });

  test("ages by the faster of two clocks: one may be put back, the other stands still in a freeze", async () => {
    for (const putBack of [20_000, 3_600_000]) {
      const { state, issue, change, find } = managedKeys();
      const key = issue();
      await find(key);
      change(key, { state: "revoked" });
      state.wait(30_000);
      assert.ok("name" in (await find(key)));
      state.now -= putBack;
      state.wait(30_000);
      assert.deepEqual(await find(key), revoked);
      change(key, { state: "active" });
      state.now += 60_000;
      assert.ok("name" in (await find(key)));
    }
  });

  test("is read once, however many requests wait for it", async () => {
    const { state, issue, find } = managedKeys();
    const [key, other] = [issue(), issue()];
    await Promise.all([find(key), find(key), find(other), find(key)]);
    assert.equal(state.reads.length, 2);
    state.wait(60_000);
    await Promise.all([find(key), find(key), find(key)]);
    assert.equal(state.reads.length, 3);
  });

  test("that is gone makes its key unknown, until there is one again", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    await find(key);
    const records = [...state.records];
    state.records.clear();
    state.wait(60_000);
    assert.deepEqual(await find(key), unknown);
    for (const [id, record] of records) state.records.set(id, record);
    state.wait(5000);
    assert.ok("name" in (await find(key)));
  });
});

describe("an id that nobody has", () => {
  test("is not asked for again within five seconds, and then may have become a key", async () => {
    const { state, find } = managedKeys();
    const { text, record } = issuedKey(state.secret.pepper);
    assert.deepEqual(await find(text), unknown);
    state.records.set(record.id, record);
    state.wait(4999);
    assert.deepEqual(await find(text), unknown);
    assert.equal(state.reads.length, 1);
    state.wait(1);
    assert.ok("name" in (await find(text)));
  });

  test("is remembered no longer than records are", async () => {
    const { state, find } = managedKeys(newPepper(), { refreshSeconds: 1 });
    const { text, record } = issuedKey(state.secret.pepper);
    await find(text);
    state.records.set(record.id, record);
    state.wait(1000);
    assert.ok("name" in (await find(text)));
  });

  test("pushes out no known record, however many of them there are", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    await find(key);
    for (const stranger of strangers(10_001)) await find(stranger);
    state.reads.length = 0;
    await find(key);
    assert.deepEqual(state.reads, []);
  });
});

describe("of 10,001 known records", () => {
  test("the one that was used least recently goes", async () => {
    const { state, issue, find } = managedKeys();
    const [first = "", second = "", ...others] = Array.from({ length: 10_001 }, () => issue());
    for (const key of [first, second]) await find(key);
    await find(first);
    for (const key of others) await find(key);
    state.reads.length = 0;
    await find(first);
    assert.equal(state.reads.length, 0);
    await find(second);
    assert.equal(state.reads.length, 1);
  });
});
