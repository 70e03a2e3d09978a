/** A function may be frozen while it fetches a value and thawed much later: that must spoil nothing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RefreshedValue } from "#adapters/refreshed-value";
import { Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";

const times = { maximumAge: 100_000, refreshAfter: 75_000, cooldown: 10_000, timeout: 1000 };

/** Until everything has happened that waits for nothing from outside. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a fetch that is frozen with the function", () => {
  /** A value whose every fetch is answered by the test, by number. */
  function byHand() {
    const state = { seconds: 0 };
    const fetches: { answer(value: string): void; fail(failure: unknown): void }[] = [];
    const failures: unknown[] = [];
    const value = new RefreshedValue<string>(
      times,
      () => new Promise((answer, fail) => fetches.push({ answer, fail })),
      () => state.seconds * 1000,
      { initial: "k0", onFailure: (failure) => failures.push(failure) },
    );
    return { state, fetches, failures, value };
  }

  test("is waited for by nobody who comes later", async () => {
    const { state, fetches, value } = byHand();
    state.seconds = 80;
    await value.current(noHurry);
    state.seconds = 200;
    const later = value.current(noHurry);
    fetches[1]?.answer("k2");
    assert.equal(await later, "k2");
    assert.equal(fetches.length, 2);
  });

  test("changes nothing when it ends after a later one, whatever its end", async () => {
    for (const end of ["answer", "fail"] as const) {
      const { state, fetches, failures, value } = byHand();
      state.seconds = 80;
      await value.current(noHurry);
      state.seconds = 200;
      const later = value.current(noHurry);
      fetches[1]?.answer("k2");
      await later;
      fetches[0]?.[end]("k1");
      await settled();
      assert.equal(await value.current(noHurry), "k2");
      assert.equal(await value.newerThan("k2", noHurry), "k2");
      assert.deepEqual(failures, []);
    }
  });

  test("keeps nobody from trying again when it fails on waking", async () => {
    const { state, fetches, failures, value } = byHand();
    state.seconds = 80;
    await value.current(noHurry);
    state.seconds = 83;
    fetches[0]?.fail(new Fault("jwks_unavailable", "the connection was reset"));
    await settled();
    const newer = value.newerThan("k0", noHurry);
    fetches[1]?.answer("k1");
    assert.equal(await newer, "k1");
    assert.deepEqual(failures, []);
  });

  test("gives a value that is as old as the question, not as the answer", async () => {
    const { state, fetches, value } = byHand();
    state.seconds = 80;
    await value.current(noHurry);
    state.seconds = 90;
    fetches[0]?.answer("k1");
    await settled();
    assert.equal(value.isCurrent("k1"), true);
    state.seconds = 180;
    assert.equal(value.isCurrent("k1"), false);
  });

  test("says nothing about a later one that has failed", async () => {
    const { state, fetches, value } = byHand();
    state.seconds = 80;
    await value.current(noHurry);
    state.seconds = 90;
    await value.current(noHurry);
    fetches[1]?.fail(new Fault("jwks_unavailable", "down"));
    await settled();
    fetches[0]?.answer("k1");
    await settled();
    assert.equal(await value.current(noHurry), "k1");
    await assert.rejects(value.newerThan("k1", noHurry), Fault);
  });
});
