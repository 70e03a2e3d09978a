/** From a JSON Web Key Set to the keys that may verify tokens; what cannot is left out, one bad key harms no other. */
import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";

/** A public key of a key set that may verify signatures; read once, when its set is loaded. */
export interface VerificationKey {
  /** Absent where the issuer gives its keys no id, which RFC 7517 section 4.5 allows. */
  readonly kid: string | undefined;
  /** The algorithms that it may be used with, never empty. */
  readonly algorithms: readonly string[];
  readonly key: KeyObject;
}

/** The keys of a set in its order. */
export type VerificationKeys = readonly VerificationKey[];

/** Most keys of a set, so that no issuer can make a start arbitrarily slow. */
const mostKeys = 100;

/** Bits of an RSA modulus: the least that RFC 7518 section 3.3 allows, and the most that is verified in little time. */
const modulus = { least: 2048, most: 8192 };

/** RSA exponents of more bits cost as much as a signature would; OpenSSL draws the same line for large moduli. */
const largestExponent = 2n ** 64n;

/** What keys of a type, or on a curve, can verify, by OpenSSL's names of them (RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864 section 2.2). */
const algorithmsOf: Readonly<Record<string, readonly string[]>> = {
  rsa: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  prime256v1: ["ES256"],
  secp384r1: ["ES384"],
  secp521r1: ["ES512"],
  ed25519: ["EdDSA", "Ed25519"],
  ed448: ["EdDSA"],
};

/**
 * Reads a key set (RFC 7517).
 * @param setting where the set comes from, for the message
 * @throws Fault `jwks_invalid` when it is none, is too large, or holds no key that may verify
 */
export function verificationKeys(text: string, setting = "tokens.issuers[].jwksUri"): VerificationKeys {
  const invalid = (reason: string) =>
    new Fault("jwks_invalid", `a key set cannot be used: ${reason}; check ${setting}`);
  const keys = keysOf(text);
  if (typeof keys === "string") throw invalid(keys);
  if (keys.length > mostKeys) throw invalid(`it holds more than ${mostKeys} keys`);
  const usable = keys.map(verificationKey).filter((key) => key !== undefined);
  if (usable.length === 0) throw invalid("it holds no key for signatures");
  return usable;
}

/** The keys as they were written, or why there are none. */
function keysOf(text: string): readonly unknown[] | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "it is not JSON";
  }
  return isJsonObject(json) && Array.isArray(json.keys) ? json.keys : "it has no list `keys`";
}

/**
 * A key of the set, or `undefined` for what may not verify: keys for something else by `use` or `key_ops` (RFC 7517
 * sections 4.2 and 4.3), private and symmetric ones, which are nobody's to publish, and what is no key at all.
 */
function verificationKey(given: unknown): VerificationKey | undefined {
  if (!isJsonObject(given)) return undefined;
  const { kid, kty, use, key_ops: operations, alg } = given;
  if (kty === "oct" || "d" in given || "k" in given) return undefined;
  if (kid !== undefined && typeof kid !== "string") return undefined;
  if (use !== undefined && use !== "sig") return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes("verify")))
    return undefined;
  const key = publicKey(given as JsonWebKey);
  if (key === undefined) return undefined;
  const { asymmetricKeyType: type = "", asymmetricKeyDetails: { namedCurve } = {} } = key;
  const possible = algorithmsOf[namedCurve ?? type] ?? [];
  const algorithms = alg === undefined ? possible : possible.filter((each) => each === alg);
  return algorithms.length === 0 ? undefined : { kid, algorithms, key };
}

/** OpenSSL refuses points that are not on their curve; of RSA keys it takes any. */
function publicKey(jwk: JsonWebKey): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: jwk, format: "jwk" });
    return key.asymmetricKeyType !== "rsa" || isSoundRsaKey(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** With the exponent 1 every message is its own signature, and an even one has no private key. */
function isSoundRsaKey({ asymmetricKeyDetails }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {};
  if (modulusLength < modulus.least || modulusLength > modulus.most) return false;
  return publicExponent > 1n && publicExponent < largestExponent && publicExponent % 2n === 1n;
}
