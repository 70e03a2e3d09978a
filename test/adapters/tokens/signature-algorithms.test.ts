/** Tokens of every algorithm, and tokens that want a key for another algorithm than its own. */
import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, test } from "node:test";
import { algorithms, published, signed, verifying } from "./issuer-with-keys.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const pairs: Readonly<Record<string, { publicKey: KeyObject; privateKey: KeyObject }>> = {
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ES384: generateKeyPairSync("ec", { namedCurve: "P-384" }),
  ES512: generateKeyPairSync("ec", { namedCurve: "P-521" }),
  EdDSA: ed25519,
  Ed25519: ed25519,
};
const pairOf = (alg: string) => pairs[alg] ?? rsa;

/** The signature with its last character but one changed, which is another signature in the one canonical form. */
function forged(token: string): string {
  const last = token.at(-5) === "A" ? "B" : "A";
  return `${token.slice(0, -5)}${last}${token.slice(-4)}`;
}

describe("a token of each algorithm", () => {
  for (const alg of algorithms) {
    const { publicKey, privateKey } = pairOf(alg);
    for (const [what, more] of [
      ["names its algorithm", { kid: "k", alg }],
      ["names none", { kid: "k" }],
    ] as const) {
      test(`is verified by a key that ${what}: ${alg}`, async () => {
        const { verify } = verifying(() => [published(publicKey, more)]);
        const token = await signed(privateKey, { alg, kid: "k" });
        const verified = await verify(token);
        assert.equal("claims" in verified && verified.claims.sub, "u1");
        assert.deepEqual(await verify(forged(token)), { rejected: "token_signature" });
      });
    }

    test(`is refused by every key that is for another algorithm: ${alg}`, async () => {
      const token = await signed(privateKey, { alg, kid: "k" });
      for (const other of algorithms.filter((each) => each !== alg)) {
        const { verify } = verifying(() => [published(pairOf(other).publicKey, { kid: "k", alg: other })]);
        assert.deepEqual(await verify(token), { rejected: "token_algorithm" }, other);
      }
    });

    test(`is judged by the same clock, with the same skew: ${alg}`, async () => {
      let seconds = 1_800_000_000;
      const { verify } = verifying(
        () => [published(publicKey, { kid: "k" })],
        { clockSkewSeconds: 5 },
        () => seconds * 1000,
      );
      const token = await signed(
        privateKey,
        { alg, kid: "k" },
        { nbf: 1_800_000_010, exp: 1_800_000_020, iat: 1_800_000_010 },
      );
      for (const [at, reason] of [
        [1_800_000_004, "token_not_yet_valid"],
        [1_800_000_005, undefined],
        [1_800_000_024, undefined],
        [1_800_000_025, "token_expired"],
      ] as const) {
        seconds = at;
        const verified = await verify(token);
        assert.equal("rejected" in verified ? verified.rejected : undefined, reason, String(at));
      }
    });
  }
});

describe("what is signed with a key that is published", () => {
  test("under the name of another algorithm of its type is no valid signature", async () => {
    const { verify } = verifying(() => [published(rsa.publicKey, { kid: "k" })]);
    for (const [of, as] of [
      ["RS256", "PS256"],
      ["PS256", "RS256"],
      ["RS256", "RS384"],
      ["PS256", "PS512"],
    ] as const) {
      const [, payload, signature] = (await signed(rsa.privateKey, { alg: of, kid: "k" })).split(".");
      const header = Buffer.from(JSON.stringify({ alg: as, kid: "k" })).toString("base64url");
      assert.deepEqual(await verify(`${header}.${payload}.${signature}`), { rejected: "token_signature" });
    }
  });

  test("is remembered until it expires, and not at all where that is switched off", async () => {
    const keys = () => [published(rsa.publicKey, { kid: "k" })];
    const exp = Math.floor(Date.now() / 1000) + 100;
    for (const alg of ["RS256", "PS256"]) {
      const token = await signed(rsa.privateKey, { alg, kid: "k" }, { exp });
      const verified = await verifying(keys).verify(token);
      assert.equal("claims" in verified && verified.rememberUntil, exp * 1000);
      const never = await verifying(keys, { rememberVerified: false }).verify(token);
      assert.equal("claims" in never && never.rememberUntil, 0);
    }
  });

  test("is refused with times that are no numbers", async () => {
    const { verify } = verifying(() => [published(rsa.publicKey, { kid: "k" })]);
    for (const alg of ["RS256", "PS256"]) {
      for (const payload of [{ nbf: "1" }, { iat: "1" }, { nbf: null }, { iat: [1] }]) {
        const token = await signed(rsa.privateKey, { alg, kid: "k" }, payload as object);
        assert.deepEqual(await verify(token), { rejected: "token_invalid" }, JSON.stringify(payload));
      }
    }
  });
});
