/** The life of a value from outside, such as an issuer's key set: how often it is fetched, and how long it is used. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RefreshedValue } from "#adapters/refreshed-value";
import { deadlineAfter } from "#core/deadline";
import { Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";

const times = { maximumAge: 100_000, cooldown: 10_000, timeout: 1000 };

/** An outside whose answers and failures the test sets, with a clock that the test moves. */
function outside() {
  const state = { seconds: 0, fetches: 0, value: { keys: "k1" }, down: false };
  const fetch = async () => {
    state.fetches++;
    if (state.down) throw new Fault("jwks_unavailable", "down");
    return state.value;
  };
  return { state, value: new RefreshedValue(times, fetch, () => state.seconds * 1000) };
}

const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

describe("a value from outside", () => {
  test("is fetched once, however many ask at once", async () => {
    const { state, value } = outside();
    const all = await Promise.all(Array.from({ length: 50 }, () => value.current(noHurry)));
    assert.ok(all.every((each) => each === all[0]));
    assert.equal(state.fetches, 1);
  });

  test("is kept until its maximum age, so that a removed key stops working", async () => {
    const { state, value } = outside();
    await value.current(noHurry);
    state.value = { keys: "k2" };
    state.seconds = 99;
    assert.equal((await value.current(noHurry)).keys, "k1");
    state.seconds = 100;
    assert.equal((await value.current(noHurry)).keys, "k2");
  });

  test("is fetched on demand at most once per cool-down", async () => {
    const { state, value } = outside();
    await value.current(noHurry);
    state.seconds = 11;
    for (let count = 0; count < 100; count++) await value.newerThan(await value.current(noHurry), noHurry);
    assert.equal(state.fetches, 2);
  });

  test("is the new one as soon as the cool-down is over, in spite of a flood of demands", async () => {
    const { state, value } = outside();
    let known = await value.current(noHurry);
    state.value = { keys: "k2" };
    for (state.seconds = 1; state.seconds <= 10; state.seconds++)
      known = await value.newerThan(known, noHurry);
    assert.equal(known.keys, "k2");
  });

  test("is used through an outage until its maximum age, and then a fault", async () => {
    const { state, value } = outside();
    await value.current(noHurry);
    state.down = true;
    state.seconds = 99;
    await value.current(noHurry);
    state.seconds = 100;
    await assert.rejects(value.current(noHurry), isFault("jwks_unavailable"));
  });

  test("is asked for again only after the cool-down when a fetch has failed", async () => {
    const { state, value } = outside();
    state.down = true;
    for (let count = 0; count < 20; count++) await assert.rejects(value.current(noHurry), Fault);
    assert.equal(state.fetches, 1);
    state.down = false;
    state.seconds = 10;
    assert.equal((await value.current(noHurry)).keys, "k1");
  });
});

describe("a request whose budget is spent", () => {
  test("begins no fetch, and spoils nothing for the next one", async () => {
    const { state, value } = outside();
    await assert.rejects(value.current({ remaining: () => 0 }), isFault("deadline_exceeded"));
    assert.equal(state.fetches, 0);
    assert.equal((await value.current(noHurry)).keys, "k1");
  });

  test("stops waiting at its deadline, while others who have time get the value", async () => {
    let answer: (value: string) => void = () => {};
    const slow = new RefreshedValue(
      times,
      () => new Promise<string>((resolve) => (answer = resolve)),
      () => 0,
    );
    const patient = slow.current(noHurry);
    const hasty = slow.current(deadlineAfter(20, () => performance.now()));
    await assert.rejects(hasty, isFault("deadline_exceeded"));
    answer("here");
    assert.equal(await patient, "here");
  });
});
