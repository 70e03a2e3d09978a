/** From a JSON Web Key Set to the keys that may verify tokens; what cannot is left out, one bad key harms no other. */
import { createPublicKey, type JsonWebKey } from "node:crypto";
import { Fault } from "#core/fault";

/** A public key of a key set that may verify signatures. */
export interface VerificationKey extends JsonWebKey {
  readonly kid: string;
  readonly kty: string;
}

/** Keys by their id; of two with one id the first. */
export type VerificationKeys = ReadonlyMap<string, VerificationKey>;

/** Most keys of a set that are looked at, so that no issuer can make a start arbitrarily slow. */
const mostKeys = 100;

/** Shortest RSA modulus in bits (RFC 7518 section 3.3). */
const shortestModulus = 2048;

/** The curve that each algorithm is defined for (RFC 7518 section 3.4, RFC 8037 section 3.1). */
const curves: Readonly<Record<string, readonly string[]>> = {
  ES256: ["P-256"],
  ES384: ["P-384"],
  ES512: ["P-521"],
  EdDSA: ["Ed25519", "Ed448"],
};

/**
 * Reads a key set (RFC 7517).
 * @throws Fault `jwks_invalid` when it is none, or holds no key that may verify
 */
export function verificationKeys(text: string): VerificationKeys {
  const keys = new Map<string, VerificationKey>();
  for (const key of keysOf(text).slice(0, mostKeys)) {
    if (isVerificationKey(key) && !keys.has(key.kid)) keys.set(key.kid, key);
  }
  if (keys.size === 0) throw invalid("it holds no key for signatures");
  return keys;
}

/** True when a key may verify an algorithm: its `alg`, its type and its curve agree (RFC 8725 section 3.1). */
export function agrees(key: VerificationKey, algorithm: string): boolean {
  if (typeof key.alg === "string" && key.alg !== algorithm) return false;
  if (algorithm.startsWith("RS")) return key.kty === "RSA";
  return curves[algorithm]?.includes(key.crv ?? "") ?? false;
}

function keysOf(text: string): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid("it is not JSON");
  }
  const keys = typeof json === "object" && json !== null && "keys" in json ? json.keys : undefined;
  if (!Array.isArray(keys)) throw invalid("it has no list `keys`");
  return keys;
}

/** `use` and `key_ops` as RFC 7517 sections 4.2 and 4.3 mean them; a private or symmetric key is never taken. */
function isVerificationKey(key: unknown): key is VerificationKey {
  if (typeof key !== "object" || key === null) return false;
  const { kid, kty, use, key_ops: operations, d, alg } = key as Record<string, unknown>;
  if (typeof kid !== "string" || typeof kty !== "string" || d !== undefined) return false;
  if (alg !== undefined && typeof alg !== "string") return false;
  if (use !== undefined && use !== "sig") return false;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes("verify"))) return false;
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: key as JsonWebKey, format: "jwk" });
    return kty !== "RSA" || (asymmetricKeyDetails?.modulusLength ?? 0) >= shortestModulus;
  } catch {
    return false;
  }
}

const invalid = (reason: string) =>
  new Fault("jwks_invalid", `a key set cannot be used: ${reason}; check tokens.issuers[].jwksUri`);
