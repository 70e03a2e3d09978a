/** Which keys of a key set may verify tokens, and with which algorithms. */
import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, test } from "node:test";
import { verificationKeys } from "#adapters/tokens/verification-keys";
import { Fault } from "#core/fault";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed25519 = generateKeyPairSync("ed25519");
const jwk = ({ publicKey }: { publicKey: KeyObject }, more: object = {}) => ({
  ...publicKey.export({ format: "jwk" }),
  ...more,
});
const read = (...keys: unknown[]) => verificationKeys(JSON.stringify({ keys }));
const kids = (...keys: unknown[]) => read(...keys).map(({ kid }) => kid);
const algorithms = (key: object) => read(key)[0]?.algorithms;
const good = jwk(p256, { kid: "good" });

/** The modulus of another length; nobody has the private key, which reading does not ask for. */
const rsaOf = (bits: number, e = "AQAB") => ({
  kty: "RSA",
  kid: "a",
  n: Buffer.concat([Buffer.from([0xc0]), Buffer.alloc(bits / 8 - 1, 0xa5)]).toString("base64url"),
  e,
});

describe("a key set", () => {
  test("gives its signature keys in their order, with or without `alg`, `use` and `kid`", () => {
    const first = jwk(rsa, { kid: "a", use: "sig", alg: "RS256", key_ops: ["verify"] });
    assert.deepEqual(kids(first, good, jwk(ed25519)), ["a", "good", undefined]);
  });

  test("leaves out what may not verify, and one bad key harms no other", () => {
    const left = {
      encryption: jwk(rsa, { kid: "a", use: "enc" }),
      "an encryption algorithm": jwk(rsa, { kid: "a", alg: "RSA-OAEP" }),
      "other operations": jwk(rsa, { kid: "a", key_ops: ["encrypt"] }),
      "operations that are no list": jwk(rsa, { kid: "a", key_ops: "verify" }),
      "short modulus": rsaOf(2040),
      "long modulus": rsaOf(8200),
      "exponent 1": rsaOf(2048, "AQ"),
      "even exponent": rsaOf(2048, "AQAA"),
      "exponent of 65 bits": rsaOf(2048, "AQAAAAAAAAAB"),
      private: { ...rsa.privateKey.export({ format: "jwk" }), kid: "a" },
      "private, on a curve": { ...p256.privateKey.export({ format: "jwk" }), kid: "a" },
      "private, of Edwards": { ...ed25519.privateKey.export({ format: "jwk" }), kid: "a" },
      symmetric: { kty: "oct", k: "c2VjcmV0", kid: "a" },
      "symmetric beside a public key": jwk(rsa, { kid: "a", kty: "oct" }),
      "certificate and nothing else": { kty: "RSA", kid: "a", x5c: ["MIIB"], x5t: "AAAA" },
      "point off the curve": { ...jwk(p256, { kid: "a" }), x: "AAAA" },
      "point of another curve": jwk(p256, { kid: "a", crv: "P-384" }),
      "curve of no algorithm": jwk(generateKeyPairSync("ec", { namedCurve: "secp256k1" }), { kid: "a" }),
      "key agreement": jwk(generateKeyPairSync("x25519"), { kid: "a" }),
      "algorithm of another type": jwk(rsa, { kid: "a", alg: "ES256" }),
      "algorithm of another curve": jwk(p256, { kid: "a", alg: "ES384" }),
      "symmetric algorithm": jwk(rsa, { kid: "a", alg: "HS256" }),
      "no algorithm": jwk(rsa, { kid: "a", alg: "none" }),
      "alg that is no text": jwk(rsa, { kid: "a", alg: 1 }),
      "id that is no text": jwk(rsa, { kid: 7 }),
      "no key": 7,
      list: [],
      null: null,
      "unknown type": { kty: "XYZ", kid: "a" },
      empty: {},
    };
    for (const [what, key] of Object.entries(left)) {
      assert.deepEqual(kids(key, good), ["good"], what);
      assert.deepEqual(kids(good, key), ["good"], what);
    }
  });

  test("takes RSA keys of 2048 to 8192 bits", () => {
    assert.deepEqual(kids(rsaOf(2048), rsaOf(4096), rsaOf(8192), rsaOf(2048, "Aw")), ["a", "a", "a", "a"]);
  });

  test("is a fault when it is none, or holds no key for signatures", () => {
    for (const text of [
      "<html>",
      "[]",
      "{}",
      "null",
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

  test("of more than 100 keys is a fault that says so, instead of one that lost some", () => {
    const flood = Array.from({ length: 101 }, (_, index) => ({ ...good, kid: `k${index}` }));
    assert.equal(kids(...flood.slice(1)).length, 100);
    assert.throws(
      () => read(...flood),
      (error) => error instanceof Fault && /more than 100 keys/.test(error.message),
    );
  });
});

test("a key verifies the algorithms of its type or curve, or the one that it names", () => {
  assert.deepEqual(algorithms(jwk(rsa)), ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]);
  assert.deepEqual(algorithms(jwk(rsa, { alg: "PS384" })), ["PS384"]);
  assert.deepEqual(algorithms(good), ["ES256"]);
  assert.deepEqual(algorithms(jwk(ed25519)), ["EdDSA", "Ed25519"]);
  assert.deepEqual(algorithms(jwk(ed25519, { alg: "EdDSA" })), ["EdDSA"]);
  assert.deepEqual(algorithms(jwk(ed25519, { alg: "Ed25519" })), ["Ed25519"]);
  assert.deepEqual(algorithms(jwk(generateKeyPairSync("ed448"))), ["EdDSA"]);
});
