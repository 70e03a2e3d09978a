/** The one length that an RSA signature has: that of its key's modulus. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSignedBy } from "#adapters/tokens/signature";
import { signerOf } from "#test/attacks/signed-token";
import { signings } from "./mutated-signatures.ts";

/** A genuine signature that begins with a zero, as one in 256 does, and what it signs. */
function signedWithZero(sign: (input: Buffer) => Buffer) {
  for (let attempt = 0; attempt < 20_000; attempt += 1) {
    const signingInput = Buffer.from(`header.${attempt}`);
    const signature = sign(signingInput);
    if (signature[0] === 0) return { signingInput, signature };
  }
  throw new Error("no signature began with a zero");
}

for (const alg of ["RS256", "PS256"]) {
  test(`a signature of ${alg} is none without the zero that it begins with`, () => {
    const signing = signings.find((each) => each.alg === alg) ?? assert.fail();
    const key = { kid: undefined, algorithms: [alg], key: signing.publicKey };
    const { signingInput, signature } = signedWithZero(signerOf(alg, signing.privateKey));
    assert.equal(isSignedBy({ signingInput, signature }, alg, key), true);
    assert.equal(isSignedBy({ signingInput, signature: signature.subarray(1) }, alg, key), false);
    const longer = Buffer.concat([Buffer.alloc(1), signature]);
    assert.equal(isSignedBy({ signingInput, signature: longer }, alg, key), false);
  });
}
