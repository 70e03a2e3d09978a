/** Verifies the signatures of JSON Web Tokens with node:crypto: what each algorithm's name means, and nothing else. */
import { constants, verify } from "node:crypto";
import { derSignature } from "./der-signature.ts";
import type { VerificationKey } from "./verification-keys.ts";

/** What was signed, and the signature, both as octets (RFC 7515 section 5.2). */
export interface SignedOctets {
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/** One way of verifying; throws or is false for what is no signature. */
type Verify = (signed: SignedOctets, key: VerificationKey["key"]) => boolean;

/**
 * True for a signature as long as the key's modulus (RFC 8017 sections 8.1.2 and 8.2.2, step 1). OpenSSL also takes one
 * of RSASSA-PSS that lacks the zeros before it: one token would then have two writings.
 */
function isOfModulusLength(signature: Uint8Array, { asymmetricKeyDetails }: VerificationKey["key"]): boolean {
  return signature.length === Math.ceil((asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}

/** RSASSA-PKCS1-v1_5 (RFC 7518 section 3.3). Options beside the key would make Node.js prepare it anew every time. */
const pkcs1 =
  (hash: string): Verify =>
  ({ signingInput, signature }, key) =>
    isOfModulusLength(signature, key) && verify(hash, signingInput, key, signature);

/** RSASSA-PSS (RFC 7518 section 3.5): MGF1 with the same hash, and a salt of exactly the hash's length. */
const pss =
  (hash: string, saltLength: number): Verify =>
  ({ signingInput, signature }, key) =>
    isOfModulusLength(signature, key) &&
    verify(hash, signingInput, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);

/** ECDSA (RFC 7518 section 3.4): two numbers of the curve's length, and never another form of them. */
const ecdsa =
  (hash: string, octets: number): Verify =>
  ({ signingInput, signature }, key) =>
    signature.length === 2 * octets && verify(hash, signingInput, key, derSignature(signature));

/** Ed25519 and Ed448 (RFC 8032), which hash for themselves; the key says which of them it is. */
const edwards: Verify = ({ signingInput, signature }, key) => verify(null, signingInput, key, signature);

/** By the algorithm's name (RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864 section 2.2). */
const verifiers: ReadonlyMap<unknown, Verify> = new Map([
  ["RS256", pkcs1("sha256")],
  ["RS384", pkcs1("sha384")],
  ["RS512", pkcs1("sha512")],
  ["PS256", pss("sha256", 32)],
  ["PS384", pss("sha384", 48)],
  ["PS512", pss("sha512", 64)],
  ["ES256", ecdsa("sha256", 32)],
  ["ES384", ecdsa("sha384", 48)],
  ["ES512", ecdsa("sha512", 66)],
  ["EdDSA", edwards],
  ["Ed25519", edwards],
]);

/**
 * True for a signature that the key's owner made by this algorithm. An algorithm that the key is not for is never
 * tried, whatever chose the key (RFC 8725 section 3.1): node:crypto would go by the key's type. Never throws.
 */
export function isSignedBy(signed: SignedOctets, algorithm: unknown, key: VerificationKey): boolean {
  const verifies = key.algorithms.some((each) => each === algorithm) ? verifiers.get(algorithm) : undefined;
  try {
    return verifies?.(signed, key.key) ?? false;
  } catch {
    // node:crypto throws for a key that cannot be used so at all.
    return false;
  }
}
