/** The day of a key's last use: noted once, in a moment or not at all, and never at the cost of a request. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Fault } from "#core/fault";
import { issuedKey, managedKeys, newPepper, start, unavailable } from "./managed-keys-on-a-fake-clock.ts";

const untilMidnight = Date.UTC(2027, 0, 16) - start;
const noting = (more: { refreshSeconds?: number } = {}) =>
  managedKeys(newPepper(), { lastUse: true, ...more });

describe("the day of the last use", () => {
  test("is noted when a key is accepted, once a day for each key", async () => {
    const { state, issue, find } = noting();
    const [first, second] = [issue(), issue()];
    for (const key of [first, first, second, first]) await find(key);
    assert.deepEqual(
      state.notes.map(({ day }) => day),
      ["2027-01-15", "2027-01-15"],
    );
    assert.notEqual(state.notes[0]?.id, state.notes[1]?.id);
    state.wait(untilMidnight - 1);
    await find(first);
    assert.equal(state.notes.length, 2);
    state.wait(1);
    await find(first);
    assert.equal(state.notes.at(-1)?.day, "2027-01-16");
  });

  test("is not noted where the record has it, or a later one", async () => {
    const { state, issue, find } = noting();
    await find(issue({ lastUsedDay: "2027-01-15" }));
    await find(issue({ lastUsedDay: "2027-01-16" }));
    assert.deepEqual(state.notes, []);
    await find(issue({ lastUsedDay: "2027-01-14" }));
    assert.equal(state.notes.length, 1);
  });

  test("is not noted of a key that is refused", async () => {
    const { state, issue, find } = noting();
    await find(issue({ state: "revoked" }));
    await find(issue({ expiresAt: 1 }));
    await find(issuedKey(newPepper()).text);
    assert.deepEqual(state.notes, []);
  });

  test("is not noted where the settings say so", async () => {
    const { state, issue, find } = managedKeys();
    await find(issue());
    assert.deepEqual(state.notes, []);
  });
});

describe("noting it", () => {
  test("takes a small part of the time that is left, and 200 ms at most", async () => {
    const { state, issue, find } = noting();
    await find(issue(), { remaining: () => 10_000 });
    await find(issue(), { remaining: () => 900 });
    assert.deepEqual(
      state.notes.map(({ timeout }) => timeout),
      [200, 90],
    );
  });

  test("is over when the answer is given", async () => {
    const { state, issue, find } = noting();
    let isNoted = false;
    state.beforeNote = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      isNoted = true;
    };
    await find(issue());
    assert.equal(isNoted, true);
  });

  test("that fails costs no request its answer, is told once, and is left alone for five minutes", async () => {
    const { state, issue, find } = noting();
    const [first, second] = [issue(), issue()];
    state.beforeNote = () => {
      throw unavailable();
    };
    for (const key of [first, second, first]) assert.ok("name" in (await find(key)));
    assert.deepEqual([state.notes.length, state.warnings.length], [1, 1]);
    assert.ok(state.warnings[0] instanceof Fault);
    state.wait(299_999);
    await find(second);
    assert.equal(state.notes.length, 1);
    state.beforeNote = () => {};
    state.wait(1);
    await find(first);
    await find(second);
    assert.deepEqual([state.notes.length, state.warnings.length], [3, 1]);
  });

  test("that fails for several requests at once is told once", async () => {
    const { state, issue, find } = noting();
    state.beforeNote = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new TypeError("nobody foresaw it");
    };
    const answers = await Promise.all([issue(), issue(), issue()].map((key) => find(key)));
    assert.ok(answers.every((answer) => "name" in answer));
    assert.deepEqual([state.notes.length, state.warnings.length], [3, 1]);
  });
});
