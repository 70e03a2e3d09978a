/** Verifies signatures with aws-jwt-verify, which computes at once and is loaded with the function. */
import { JwtBaseError, JwtInvalidSignatureError } from "aws-jwt-verify/error";
import type { Jwk } from "aws-jwt-verify/jwk";
import { supportedSignatureAlgorithms, verifyJwtSync } from "aws-jwt-verify/jwt-verifier";
import type { SignedClaims, VerifySignature } from "./signature.ts";
import type { VerificationKey } from "./verification-keys.ts";

/** True for what aws-jwt-verify can verify: neither PS256 and its kin nor `Ed25519` by that name. */
export function isOfAwsJwtVerify(algorithm: string): boolean {
  const supported: readonly string[] = supportedSignatureAlgorithms;
  return supported.includes(algorithm);
}

/** Without bounds of time, which the library would hold against a clock of its own. */
const timeless = { graceSeconds: Number.POSITIVE_INFINITY, audience: null };

/** The key is handed over as read: the library itself would read it anew for every token. */
export const awsSignature = (
  { text, issuer }: Parameters<VerifySignature>[0],
  { key, jwk }: VerificationKey,
): SignedClaims => {
  try {
    return { claims: { ...verifyJwtSync(text, jwk as Jwk, { ...timeless, issuer }, () => key) } };
  } catch (error) {
    return { rejected: reasonOf(error) };
  }
};

/** What is no error of the library is one of node:crypto, for a signature whose length its curve does not have. */
function reasonOf(error: unknown): Extract<SignedClaims, { rejected: string }>["rejected"] {
  const forged = error instanceof JwtInvalidSignatureError || !(error instanceof JwtBaseError);
  return forged ? "token_signature" : "token_invalid";
}
