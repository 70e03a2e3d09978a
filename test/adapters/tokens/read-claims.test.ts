/** Claims are read and judged alike, whatever their token is signed by; and no key is tried with what it is not for. */
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { isSignedBy } from "#adapters/tokens/signature";
import { verificationKeys } from "#adapters/tokens/verification-keys";
import { published, signed, verifying } from "./issuer-with-keys.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const { verify } = verifying(() => [published(rsa.publicKey, { kid: "k" })]);

/** What is made of claims that are signed by RS256 and by PS256. */
async function judged(claims: object, { privateKey } = rsa): Promise<readonly [unknown, unknown]> {
  const [pkcs1, pss] = await Promise.all(
    ["RS256", "PS256"].map(async (alg) => {
      const result = await verify(await signed(privateKey, { alg, kid: "k" }, claims));
      return "claims" in result ? { ...result.claims, exp: 0 } : result.rejected;
    }),
  );
  return [pkcs1, pss];
}

test("registered claims of a wrong type are refused", async () => {
  const wrong: Record<string, readonly unknown[]> = {
    sub: [null, 7, true, ["u1"], { id: "u1" }],
    aud: [null, 7, ["a", 7], ["a", null], [["a"]], { a: true }],
    jti: [null, 7, ["a"]],
    scope: [null, 7, true, { read: true }],
    nbf: [null, "0"],
    iat: [null, "0"],
  };
  for (const [name, values] of Object.entries(wrong))
    for (const value of values)
      assert.deepEqual(
        await judged({ [name]: value }),
        ["token_invalid", "token_invalid"],
        `${name} ${JSON.stringify(value)}`,
      );
});

test("claims are read as they are written, but for members that every object inherits", async () => {
  const nested = JSON.parse('{"constructor": 1, "realm": {"__proto__": {"admin": true}, "roles": ["a"]}}');
  for (const claims of [{ jti: "7", aud: ["a", "b"] }, { scope: "read write" }, { sub: undefined }, nested]) {
    const [pkcs1, pss] = await judged(claims);
    assert.deepEqual(pkcs1, pss);
    assert.equal(typeof pkcs1, "object");
    assert.doesNotMatch(JSON.stringify(pkcs1), /constructor|__proto__/);
  }
});

test("a `scope` that is a list is read, and its signature is verified all the same", async () => {
  const scope = ["wells:read", "wells:write"];
  for (const claims of await judged({ scope })) assert.deepEqual((claims as { scope: unknown }).scope, scope);
  assert.deepEqual(await judged({ scope }, stranger), ["token_signature", "token_signature"]);
  assert.deepEqual(await judged({ scope, sub: 7 }), ["token_invalid", "token_invalid"]);
});

test("a signature of another kind than the algorithm's is none, even where the key verifies it", () => {
  const signingInput = Buffer.from("header.payload");
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ed = generateKeyPairSync("ed25519");
  const [rsaKey, ecKey, edKey] = verificationKeys(
    JSON.stringify({ keys: [rsa, ec, ed].map(({ publicKey }) => published(publicKey)) }),
  );
  assert.ok(rsaKey && ecKey && edKey);
  const ofRsa = { signingInput, signature: sign("sha256", signingInput, rsa.privateKey) };
  const ofEc = { signingInput, signature: sign("sha256", signingInput, ec.privateKey) };
  const ofEd = { signingInput, signature: sign(null, signingInput, ed.privateKey) };
  assert.ok(isSignedBy(ofRsa, "RS256", rsaKey) && isSignedBy(ofEd, "EdDSA", edKey));
  for (const [signed, algorithm, key] of [
    [ofEc, "RS256", ecKey],
    [ofRsa, "EdDSA", rsaKey],
    [ofRsa, "ES256", rsaKey],
    // node:crypto throws for what a key cannot be used with at all.
    [ofEd, "RS256", { ...edKey, algorithms: ["RS256"] }],
    [ofRsa, "constructor", rsaKey],
    [ofRsa, undefined, rsaKey],
    [ofEd, "Ed25519", { ...edKey, algorithms: ["EdDSA"] }],
  ] as const)
    assert.equal(isSignedBy(signed, algorithm, key), false, algorithm);
});
