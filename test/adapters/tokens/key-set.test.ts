/** The life of an issuer's key set: how often it is fetched, and how long its keys are used. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, test } from "node:test";
import { KeySet } from "#adapters/tokens/key-set";
import { Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";

const times = { jwksMaximumAgeSeconds: 100, jwksCooldownSeconds: 10, jwksTimeoutMilliseconds: 1000 };

function keyText(kid: string): string {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid }] });
}

/** An issuer whose answers and failures the test sets, with a clock that the test moves. */
function issuer() {
  const state = { seconds: 0, fetches: 0, text: keyText("k1"), down: false };
  const fetch = async () => {
    state.fetches++;
    if (state.down) throw new Fault("jwks_unavailable", "down");
    return state.text;
  };
  return { state, keySet: new KeySet(times, fetch, () => state.seconds * 1000) };
}

describe("a key set", () => {
  test("is fetched once, however many ask at once", async () => {
    const { state, keySet } = issuer();
    const all = await Promise.all(Array.from({ length: 50 }, () => keySet.current(noHurry)));
    assert.ok(all.every((keys) => keys === all[0]));
    assert.equal(state.fetches, 1);
  });

  test("is kept until its maximum age, so that a removed key stops working", async () => {
    const { state, keySet } = issuer();
    await keySet.current(noHurry);
    state.text = keyText("k2");
    state.seconds = 99;
    assert.deepEqual([...(await keySet.current(noHurry)).keys()], ["k1"]);
    state.seconds = 100;
    assert.deepEqual([...(await keySet.current(noHurry)).keys()], ["k2"]);
  });

  test("is fetched for an unknown key at most once per cool-down", async () => {
    const { state, keySet } = issuer();
    const known = await keySet.current(noHurry);
    state.seconds = 11;
    await keySet.afterUnknownKey(known, noHurry);
    for (let count = 0; count < 100; count++) {
      await keySet.afterUnknownKey(await keySet.current(noHurry), noHurry);
    }
    assert.equal(state.fetches, 2);
  });

  test("has a rotated key as soon as the cool-down is over, in spite of a flood of unknown ones", async () => {
    const { state, keySet } = issuer();
    let keys = await keySet.current(noHurry);
    state.text = keyText("k2");
    for (state.seconds = 1; state.seconds <= 10; state.seconds++) {
      keys = await keySet.afterUnknownKey(keys, noHurry);
    }
    assert.deepEqual([...keys.keys()], ["k2"]);
  });

  test("is used through an outage until its maximum age, and then a fault", async () => {
    const { state, keySet } = issuer();
    await keySet.current(noHurry);
    state.down = true;
    state.seconds = 99;
    assert.equal((await keySet.current(noHurry)).size, 1);
    state.seconds = 100;
    await assert.rejects(keySet.current(noHurry), Fault);
  });

  test("is asked for again only after the cool-down when a fetch has failed", async () => {
    const { state, keySet } = issuer();
    state.down = true;
    for (let count = 0; count < 20; count++) await assert.rejects(keySet.current(noHurry), Fault);
    assert.equal(state.fetches, 1);
    state.down = false;
    state.seconds = 10;
    assert.equal((await keySet.current(noHurry)).size, 1);
  });
});
