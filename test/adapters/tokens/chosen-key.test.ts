/** Which key of a set a token is verified with, by sets as providers publish them. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, test } from "node:test";
import { published, signed, verifying } from "./issuer-with-keys.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const otherRsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");

/** What becomes of a token of the first RSA key, or of another. */
async function outcome(
  keys: readonly object[],
  kid: string | undefined,
  alg = "RS256",
  pair: Pick<typeof rsa, "privateKey"> = rsa,
) {
  const verified = await verifying(() => keys).verify(
    await signed(pair.privateKey, { alg, ...(kid !== undefined && { kid }) }),
  );
  return "rejected" in verified ? verified.rejected : "accepted";
}

describe("a token that names its key", () => {
  test("is verified with it beside keys for encryption, of other types, and without numbers", async () => {
    const keys = [
      published(otherRsa.publicKey, { kid: "enc", use: "enc", alg: "RSA-OAEP" }),
      { kty: "RSA", kid: "certificate", x5c: ["MIIB"] },
      published(ec.publicKey, { kid: "ec", use: "sig" }),
      published(rsa.publicKey, { kid: "k", use: "sig", alg: "RS256" }),
    ];
    assert.equal(await outcome(keys, "k"), "accepted");
    assert.equal(await outcome(keys, "ec", "ES256", ec), "accepted");
    assert.equal(await outcome(keys, "enc", "RS256", otherRsa), "token_key_unknown");
    assert.equal(await outcome(keys, "certificate"), "token_key_unknown");
  });

  test("is verified with the key of its type where keys of two types share an id", async () => {
    const keys = [published(rsa.publicKey, { kid: "k" }), published(ec.publicKey, { kid: "k" })];
    assert.equal(await outcome(keys, "k"), "accepted");
    assert.equal(await outcome(keys, "k", "ES256", ec), "accepted");
    assert.equal(await outcome(keys, "k", "EdDSA", ed), "token_algorithm");
  });

  test("is verified with the first of two keys of one type and one id, and with no other", async () => {
    const keys = [published(rsa.publicKey, { kid: "k" }), published(otherRsa.publicKey, { kid: "k" })];
    assert.equal(await outcome(keys, "k"), "accepted");
    assert.equal(await outcome(keys, "k", "RS256", otherRsa), "token_signature");
  });

  test("is verified with the key that names its algorithm where one key is published for two", async () => {
    const keys = [
      published(rsa.publicKey, { kid: "k", alg: "RS256" }),
      published(rsa.publicKey, { kid: "k", alg: "PS256" }),
    ];
    assert.equal(await outcome(keys, "k", "PS256"), "accepted");
    assert.equal(await outcome(keys, "k", "RS256"), "accepted");
    assert.equal(await outcome(keys, "k", "PS384"), "token_algorithm");
  });

  test("finds no key by an id that only resembles, or that is no text", async () => {
    const keys = [published(rsa.publicKey, { kid: "k" })];
    for (const kid of ["K", "k ", "", "__proto__", "../k"]) {
      assert.equal(await outcome(keys, kid), "token_key_unknown", kid);
    }
    const { verify, counted } = verifying(() => keys);
    const token = await signed(rsa.privateKey, { alg: "RS256", kid: 7 as unknown as string });
    assert.deepEqual(await verify(token), { rejected: "token_key_unknown" });
    assert.equal(counted.fetches, 0);
  });
});

describe("a token that names no key, or a set without ids", () => {
  test("is verified with the one key that agrees with the algorithm", async () => {
    const named = [published(rsa.publicKey, { kid: "k" }), published(ec.publicKey, { kid: "e" })];
    const nameless = [published(rsa.publicKey), published(ec.publicKey)];
    for (const keys of [named, nameless]) {
      assert.equal(await outcome(keys, undefined), "accepted");
      assert.equal(await outcome(keys, undefined, "ES256", ec), "accepted");
      assert.equal(await outcome(keys, undefined, "EdDSA", ed), "token_key_unknown");
    }
    assert.equal(await outcome(nameless, "k"), "accepted");
    assert.equal(await outcome(named, "other"), "token_key_unknown");
  });

  test("is verified with none of two that agree, so that a token costs one verification", async () => {
    const two = [published(rsa.publicKey), published(otherRsa.publicKey)];
    assert.equal(await outcome(two, undefined), "token_key_unknown");
    assert.equal(await outcome(two, "k"), "token_key_unknown");
    const mixed = [published(rsa.publicKey, { kid: "k" }), published(otherRsa.publicKey)];
    assert.equal(await outcome(mixed, undefined), "token_key_unknown");
    assert.equal(await outcome(mixed, "other", "RS256", otherRsa), "token_key_unknown");
    assert.equal(await outcome(mixed, "k"), "accepted");
    const told = [
      published(rsa.publicKey, { alg: "RS256" }),
      published(otherRsa.publicKey, { alg: "RS512" }),
    ];
    assert.equal(await outcome(told, undefined), "accepted");
  });

  test("is verified with the key that takes the only one's place, after the cool-down", async () => {
    let seconds = Math.floor(Date.now() / 1000);
    let keys = [published(rsa.publicKey)];
    const { verify, counted } = verifying(
      () => keys,
      {},
      () => seconds * 1000,
    );
    assert.ok("claims" in (await verify(await signed(rsa.privateKey, { alg: "RS256" }))));
    keys = [published(otherRsa.publicKey)];
    const rotated = await signed(otherRsa.privateKey, { alg: "RS256" });
    assert.deepEqual(await verify(rotated), { rejected: "token_signature" });
    seconds += 10;
    assert.ok("claims" in (await verify(rotated)));
    assert.equal(counted.fetches, 2);
  });
});

test("`EdDSA` and `Ed25519` are algorithms of their own for a key that names one of them", async () => {
  for (const [own, other] of [
    ["EdDSA", "Ed25519"],
    ["Ed25519", "EdDSA"],
  ] as const) {
    assert.equal(await outcome([published(ed.publicKey, { kid: "k", alg: own })], "k", own, ed), "accepted");
    const refused = await outcome([published(ed.publicKey, { kid: "k", alg: own })], "k", other, ed);
    assert.equal(refused, "token_algorithm");
    assert.equal(await outcome([published(ed.publicKey, { kid: "k" })], "k", other, ed), "accepted");
  }
});
