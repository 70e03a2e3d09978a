/** The life of a value from outside, such as an issuer's key set: how often it is fetched, and how long it is used. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RefreshedValue, type RefreshOptions, type RefreshTimes } from "#adapters/refreshed-value";
import { deadlineAfter } from "#core/deadline";
import { Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";

const times = { maximumAge: 100_000, cooldown: 10_000, timeout: 1000 };

/** An outside whose answers and failures the test sets, with a clock that the test moves. */
function outside(more: Partial<RefreshTimes> = {}, options: RefreshOptions<{ keys: string }> = {}) {
  const state = { seconds: 0, fetches: 0, value: { keys: "k1" }, down: false };
  const fetch = async () => {
    state.fetches++;
    if (state.down) throw new Fault("jwks_unavailable", "down");
    return state.value;
  };
  const value = new RefreshedValue({ ...times, ...more }, fetch, () => state.seconds * 1000, options);
  return { state, value };
}

/** Until everything has happened that waits for nothing from outside. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

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

describe("when the clock is put back", () => {
  test("a value of its future is fetched anew, once, because nobody could say when it ends", async () => {
    const { state, value } = outside({ refreshAfter: 75_000 });
    state.seconds = 1000;
    const known = await value.current(noHurry);
    state.value = { keys: "k2" };
    state.seconds = 0;
    assert.equal(value.isCurrent(known), false);
    assert.equal((await value.current(noHurry)).keys, "k2");
    for (let count = 0; count < 20; count++) await value.current(noHurry);
    assert.equal(state.fetches, 2);
    state.seconds = 100;
    state.value = { keys: "k3" };
    assert.equal((await value.current(noHurry)).keys, "k3");
  });

  test("no failure of its future keeps anybody from asking again", async () => {
    const { state, value } = outside();
    state.seconds = 1000;
    state.down = true;
    await assert.rejects(value.current(noHurry), Fault);
    state.seconds = 0;
    state.down = false;
    assert.equal((await value.current(noHurry)).keys, "k1");
    state.value = { keys: "k2" };
    state.seconds = 10;
    assert.equal((await value.newerThan(await value.current(noHurry), noHurry)).keys, "k2");
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

describe("a value that is refreshed in time", () => {
  const early = { refreshAfter: 75_000 };

  test("is fetched from then on while requests get the known one, and wait for nothing", async () => {
    const { state, value } = outside(early);
    await value.current(noHurry);
    state.value = { keys: "k2" };
    state.seconds = 74;
    await value.current(noHurry);
    assert.equal(state.fetches, 1);
    state.seconds = 75;
    assert.equal((await value.current({ remaining: () => 0 })).keys, "k1");
    await settled();
    assert.equal((await value.current(noHurry)).keys, "k2");
    assert.equal(state.fetches, 2);
  });

  test("is fetched once, however many use it meanwhile", async () => {
    const { state, value } = outside(early);
    await value.current(noHurry);
    state.seconds = 80;
    await Promise.all(Array.from({ length: 50 }, () => value.current(noHurry)));
    assert.equal(state.fetches, 2);
  });

  test("is tried again once per cool-down after a failure that nobody but `onFailure` learns of", async () => {
    const failures: unknown[] = [];
    const { state, value } = outside(early, { onFailure: (failure) => failures.push(failure) });
    await value.current(noHurry);
    state.down = true;
    for (state.seconds = 75; state.seconds < 95; state.seconds++) {
      assert.equal((await value.current(noHurry)).keys, "k1");
      await settled();
    }
    assert.equal(state.fetches, 3);
    assert.equal(failures.length, 2);
    assert.ok(failures.every(isFault("jwks_unavailable")));
  });

  test("is current until another took its place, and asking so is enough to keep it fresh", async () => {
    const { state, value } = outside(early);
    const first = await value.current(noHurry);
    state.value = { keys: "k2" };
    assert.equal(value.isCurrent(first), true);
    assert.equal(value.isCurrent({ keys: "k1" }), false);
    state.seconds = 75;
    assert.equal(value.isCurrent(first), true);
    await settled();
    assert.equal(value.isCurrent(first), false);
    state.seconds = 175;
    assert.equal(value.isCurrent(state.value), false);
  });
});

describe("an initial value", () => {
  test("counts as fetched at the start: nobody is asked before it grows old", async () => {
    const { state, value } = outside({ refreshAfter: 75_000 }, { initial: { keys: "k0" } });
    assert.equal((await value.current(noHurry)).keys, "k0");
    assert.equal(state.fetches, 0);
    state.seconds = 75;
    assert.equal((await value.current(noHurry)).keys, "k0");
    await settled();
    assert.equal((await value.current(noHurry)).keys, "k1");
  });

  test("gives way to a newer one on demand at once", async () => {
    const { value } = outside({}, { initial: { keys: "k0" } });
    assert.equal((await value.newerThan(await value.current(noHurry), noHurry)).keys, "k1");
  });

  test("is too old at its maximum age, and then a fault where there is no other", async () => {
    const { state, value } = outside({}, { initial: { keys: "k0" } });
    state.down = true;
    state.seconds = 100;
    await assert.rejects(value.current(noHurry), isFault("jwks_unavailable"));
  });
});

test("a newer value that cannot be had is a fault for all who ask in the cool-down: nobody can say whether it is there", async () => {
  const { state, value } = outside();
  const known = await value.current(noHurry);
  state.down = true;
  state.seconds = 10;
  for (let count = 0; count < 20; count++) {
    await assert.rejects(value.newerThan(known, noHurry), isFault("jwks_unavailable"));
    assert.equal((await value.current(noHurry)).keys, "k1");
  }
  assert.equal(state.fetches, 2);
  state.down = false;
  state.seconds = 20;
  assert.equal(await value.newerThan(known, noHurry), known);
});
