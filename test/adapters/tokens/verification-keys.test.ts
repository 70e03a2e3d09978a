/** Which keys of a key set may verify tokens. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, test } from "node:test";
import { agrees, verificationKeys } from "#adapters/tokens/verification-keys";
import { Fault } from "#core/fault";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });
const jwk = (pair: typeof rsa, more: object = {}) => ({
  ...pair.publicKey.export({ format: "jwk" }),
  ...more,
});
const kids = (...keys: unknown[]) => [...verificationKeys(JSON.stringify({ keys })).keys()];
const good = jwk(p256, { kid: "good" });

describe("a key set", () => {
  test("gives its signature keys by their id, with or without `alg`", () => {
    assert.deepEqual(kids(jwk(rsa, { kid: "a", use: "sig", alg: "RS256" }), good), ["a", "good"]);
  });

  test("leaves out what may not verify, and one bad key harms no other", () => {
    const left = {
      encryption: jwk(rsa, { kid: "a", use: "enc" }),
      "other operations": jwk(rsa, { kid: "a", key_ops: ["encrypt"] }),
      "short modulus": jwk(weak, { kid: "a" }),
      private: { ...rsa.privateKey.export({ format: "jwk" }), kid: "a" },
      symmetric: { kty: "oct", k: "c2VjcmV0", kid: "a" },
      "without id": jwk(rsa),
      "point off the curve": { ...jwk(p256, { kid: "a" }), x: "AAAA" },
      "no key": 7,
      null: null,
      "unknown type": { kty: "XYZ", kid: "a" },
      "alg that is no text": jwk(rsa, { kid: "a", alg: 1 }),
    };
    for (const [what, key] of Object.entries(left)) assert.deepEqual(kids(key, good), ["good"], what);
  });

  test("is a fault when it is none, or holds no key for signatures", () => {
    for (const text of [
      "<html>",
      "[]",
      "{}",
      '{"keys":{}}',
      '{"keys":[]}',
      JSON.stringify({ keys: [jwk(rsa, { kid: "a", use: "enc" })] }),
    ]) {
      assert.throws(
        () => verificationKeys(text),
        (error) => error instanceof Fault && error.code === "jwks_invalid",
      );
    }
  });

  test("is read up to a bounded number of keys", () => {
    const flood = Array.from({ length: 200 }, (_, index) => ({ ...good, kid: `k${index}` }));
    assert.equal(kids(...flood).length, 100);
  });
});

test("key and algorithm must agree in `alg`, type and curve", () => {
  const only = (key: object) => {
    const [found] = verificationKeys(JSON.stringify({ keys: [key] })).values();
    assert.ok(found);
    return found;
  };
  assert.ok(agrees(only(jwk(rsa, { kid: "a" })), "RS512"));
  assert.ok(!agrees(only(jwk(rsa, { kid: "a", alg: "RS256" })), "RS512"));
  assert.ok(!agrees(only(jwk(rsa, { kid: "a" })), "ES256"));
  assert.ok(agrees(only(good), "ES256"));
  assert.ok(!agrees(only(jwk(p384, { kid: "a" })), "ES256"));
  assert.ok(!agrees(only(good), "HS256"));
});
