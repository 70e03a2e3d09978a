/** A table that does not answer: how often it is asked all the same, and whom that turns away. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Fault } from "#core/fault";
import { issuedKey, managedKeys, newPepper, unavailable } from "./managed-keys-on-a-fake-clock.ts";

const unknown = { rejected: "api_key_unknown" };
const isFault = (error: unknown) => error instanceof Fault && error.code === "key_table_unavailable";
const strangers = (count: number) => Array.from({ length: count }, () => issuedKey(newPepper()).text);

describe("a table that does not answer", () => {
  test("is left in peace after two failures in a row, whatever keys come, and asked once in two seconds", async () => {
    const { state, find } = managedKeys();
    state.tableDown = unavailable();
    for (const key of strangers(10)) await assert.rejects(find(key), isFault);
    assert.equal(state.reads.length, 2);
    state.wait(1999);
    for (const key of strangers(10)) await assert.rejects(find(key), isFault);
    assert.equal(state.reads.length, 2);
    state.wait(1);
    await Promise.allSettled(strangers(10).map((key) => find(key)));
    assert.equal(state.reads.length, 3);
    state.tableDown = undefined;
    state.wait(2000);
    for (const key of strangers(10)) assert.deepEqual(await find(key), unknown);
  });

  test("once, is asked for the next key all the same", async () => {
    const { state, issue, find } = managedKeys();
    const [first, second] = [issue(), issue()];
    state.tableDown = unavailable();
    await assert.rejects(find(first), isFault);
    state.tableDown = undefined;
    assert.ok("name" in (await find(second)));
    assert.ok("name" in (await find(first)));
  });

  test("does not turn away keys whose records are known", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    await find(key);
    state.tableDown = unavailable();
    for (const stranger of strangers(5)) await assert.rejects(find(stranger), isFault);
    assert.ok("name" in (await find(key)));
  });

  test("is not thought down because of records that nobody can make sense of", async () => {
    const { state, issue, find } = managedKeys();
    state.tableDown = new Fault("key_record_invalid", "no record of a key");
    for (const key of strangers(3)) await assert.rejects(find(key), { code: "key_record_invalid" });
    state.tableDown = undefined;
    assert.ok("name" in (await find(issue())));
  });

  test("is not thought down because a read was frozen with the function", async () => {
    const { state, issue, find } = managedKeys();
    state.beforeRead = () => {
      state.wait(3_600_000);
      throw unavailable();
    };
    for (const key of strangers(2)) await assert.rejects(find(key), isFault);
    state.beforeRead = () => {};
    assert.ok("name" in (await find(issue())));
  });

  test("has no more than a hundred reads of new keys under way", async () => {
    const { state, issue, find } = managedKeys();
    const known = issue();
    await find(known);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    state.beforeRead = () => answered;
    const waiting = strangers(100).map((key) => find(key));
    await assert.rejects(find(issue()), isFault);
    assert.ok("name" in (await find(known)));
    answer();
    assert.deepEqual(
      await Promise.all(waiting),
      Array.from({ length: 100 }, () => unknown),
    );
    assert.ok("name" in (await find(issue())));
  });

  test("and never will, keeps no place of those", async () => {
    const { state, issue, find } = managedKeys();
    state.beforeRead = () => new Promise<void>(() => {});
    for (const key of strangers(100)) find(key, { remaining: () => 1 }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    state.beforeRead = () => {};
    await assert.rejects(find(issue()), isFault);
    state.wait(3001);
    assert.ok("name" in (await find(issue())));
  });

  test("is not asked by a request whose time is over, which leaves nothing behind", async () => {
    const { state, issue, find } = managedKeys();
    for (const key of strangers(101)) {
      await assert.rejects(find(key, { remaining: () => 0 }), { code: "deadline_exceeded" });
    }
    assert.deepEqual(state.reads, []);
    assert.ok("name" in (await find(issue())));
  });
});
