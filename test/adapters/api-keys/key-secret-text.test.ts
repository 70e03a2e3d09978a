/** What of an API key secret is kept, and what of it cannot be used and says so without showing it. */
import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { keySecret } from "#adapters/api-keys/key-secret-text";
import { keyDigest, pepperId } from "#adapters/api-keys/peppers";
import { Fault } from "#core/fault";
import { issuedKey, newPepper } from "./managed-keys-on-a-fake-clock.ts";

const pepper = newPepper();
const text = (more: object) => JSON.stringify({ pepper, keys: {}, ...more });
const canary = `canary-${randomBytes(8).toString("hex")}`;

function assertInvalid(secret: string, remedy: RegExp, managed = false): void {
  assert.throws(
    () => keySecret(secret, managed),
    (error) => {
      assert.ok(error instanceof Fault && error.code === "secret_invalid");
      assert.match(error.message, remedy);
      assert.ok(!error.message.includes(canary) && !error.message.includes(pepper));
      return true;
    },
  );
}

test("the id of a pepper is the beginning of an HMAC under it, and the digest of a key one of the whole key", () => {
  const of = (message: string) => createHmac("sha256", pepper).update(message).digest();
  assert.equal(pepperId(pepper), of("pepper id").subarray(0, 8).toString("hex"));
  assert.deepEqual(keyDigest(pepper, "ogc_live_x"), of("ogc_live_x"));
});

describe("the peppers of a secret", () => {
  test("are the one that keys are made under and, while a rotation lasts, the one before", () => {
    const previousPepper = newPepper();
    assert.deepEqual([...keySecret(text({})).peppers], [[pepperId(pepper), pepper]]);
    assert.deepEqual(
      [...keySecret(text({ previousPepper })).peppers],
      [
        [pepperId(pepper), pepper],
        [pepperId(previousPepper), previousPepper],
      ],
    );
  });

  test("are long strings, and two different ones", () => {
    for (const previousPepper of ["", canary.slice(0, 31), null, 5, [canary], pepper])
      assertInvalid(text({ previousPepper }), /`previousPepper` must be a string of at least 32 characters/);
    for (const other of ["", canary, null, 5, [pepper]])
      assertInvalid(text({ pepper: other }), /`pepper` must be a string of at least 32 characters/);
  });

  test("are there without any static key, but not without `keys`", () => {
    assert.equal(keySecret(text({})).names.size, 0);
    assertInvalid(JSON.stringify({ pepper }), /`keys` must be an object/);
  });
});

describe("a static key that begins as managed ones do", () => {
  const { text: managedKey } = issuedKey(pepper);

  test("is a mistake where there are managed keys, and the remedy says what to do", () => {
    for (const key of [managedKey, `ogc_${canary}`])
      assertInvalid(text({ keys: { partner: key } }), /must not begin with `ogc_`.*apiKeys\.managed/, true);
  });

  test("is a key like any other where there are none", () => {
    assert.equal(keySecret(text({ keys: { partner: managedKey } })).names.size, 1);
  });
});

describe("a secret's text", () => {
  test("may be as long as a secret can be, and is then read or refused as any other", () => {
    const longest = 65_536;
    assertInvalid(canary.padEnd(longest, "x"), /must hold JSON/);
    assertInvalid(`{"pepper": "${canary}`.padEnd(longest, "["), /must hold JSON/);
    assertInvalid("[".repeat(longest / 2) + "]".repeat(longest / 2), /must hold a JSON object/);
    const filled = text({ remark: "x".repeat(longest - text({ remark: "" }).length) });
    assert.equal(filled.length, longest);
    assert.equal(keySecret(filled).pepper, pepper);
  });

  test("must have nothing beside key and scopes, such as a misspelt name", () => {
    for (const misspelt of [{ scope: ["wells:read"] }, { Scopes: [] }, { [canary]: 1 }]) {
      assertInvalid(
        text({ keys: { partner: { key: canary, ...misspelt } } }),
        /no members but `key` and `scopes`/,
      );
    }
  });

  test("must say nothing twice, at no depth and in no spelling", () => {
    const twice = [
      `{"pepper": "${pepper}", "keys": {"a": "${canary}-1", "a": "${canary}-2"}}`,
      `{"pepper": "${pepper}", "keys": {"a": "${canary}-1", "\\u0061": "${canary}-2"}}`,
      `{"pepper": "${pepper}", "keys": {"a": {"key": "${canary}", "scopes": [], "key": "${canary}"}}}`,
      `{"pepper": "${pepper}", "pepper": "${canary}-${canary}", "keys": {}}`,
      `{"pepper": "${pepper}", "keys": {"a": "${canary}"}, "keys": {}}`,
    ];
    for (const each of twice) assertInvalid(each, /must say nothing twice/);
  });

  test("may have names that objects have of their own, which are names and nothing else", () => {
    const { names } = keySecret(
      `{"pepper": "${pepper}", "keys": {"__proto__": "${canary}", "toString": "${canary}2"}}`,
    );
    assert.deepEqual([...names], ["__proto__", "toString"]);
  });
});
