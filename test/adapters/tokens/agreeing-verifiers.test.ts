/** Both verifiers of signatures read the same claims: which of them an algorithm has makes no other difference. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { joseSignature } from "#adapters/tokens/jose-signature";
import { verificationKeys } from "#adapters/tokens/verification-keys";
import { issuer, published, signed, verifying } from "./issuer-with-keys.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const { verify } = verifying(() => [published(rsa.publicKey, { kid: "k" })]);

/** What is made of claims that are signed by RS256, which aws-jwt-verify has, and by PS256, which jose has. */
async function judged(claims: object, { privateKey } = rsa): Promise<readonly [unknown, unknown]> {
  const [aws, jose] = await Promise.all(
    ["RS256", "PS256"].map(async (alg) => {
      const result = await verify(await signed(privateKey, { alg, kid: "k" }, claims));
      return "claims" in result ? { ...result.claims, exp: 0 } : result.rejected;
    }),
  );
  return [aws, jose];
}

test("registered claims of a wrong type are refused by both", async () => {
  const wrong: Record<string, readonly unknown[]> = {
    sub: [null, 7, true, ["u1"], { id: "u1" }],
    aud: [null, 7, ["a", 7], ["a", null], [["a"]], { a: true }],
    jti: [null, 7, ["a"]],
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

test("claims are read by both as they are written, but for members that every object inherits", async () => {
  const nested = JSON.parse('{"constructor": 1, "realm": {"__proto__": {"admin": true}, "roles": ["a"]}}');
  for (const claims of [{ jti: "7", aud: ["a", "b"] }, { scope: "read write" }, { sub: undefined }, nested]) {
    const [aws, jose] = await judged(claims);
    assert.deepEqual(aws, jose);
    assert.equal(typeof aws, "object");
    assert.doesNotMatch(JSON.stringify(aws), /constructor|__proto__/);
  }
});

test("a `scope` that is a list is read by both, and its signature is verified all the same", async () => {
  const scope = ["wells:read", "wells:write"];
  for (const claims of await judged({ scope })) assert.deepEqual((claims as { scope: unknown }).scope, scope);
  assert.deepEqual(await judged({ scope }, stranger), ["token_signature", "token_signature"]);
  assert.deepEqual(await judged({ scope, sub: 7 }), ["token_invalid", "token_invalid"]);
});

test("the second verifier itself takes no other issuer's token and no other algorithm than it is told", async () => {
  const [key] = verificationKeys(JSON.stringify({ keys: [published(rsa.publicKey)] }));
  assert.ok(key);
  const text = await signed(rsa.privateKey, { alg: "PS256" });
  assert.ok("claims" in (await joseSignature({ text, algorithm: "PS256", issuer }, key)));
  for (const told of [
    { algorithm: "PS256", issuer: "https://other.example.org" },
    { algorithm: "PS384", issuer },
  ])
    assert.deepEqual(await joseSignature({ text, ...told }, key), { rejected: "token_invalid" });
});
