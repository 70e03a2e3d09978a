/** What verifiers of signatures have in common, whichever library computes. */
import type { VerificationKey } from "./verification-keys.ts";

/** Claims whose signature is the key's, or why it is not: a reason code. */
export type SignedClaims =
  | { readonly claims: Readonly<Record<string, unknown>> }
  | { readonly rejected: "token_signature" | "token_invalid" };

/**
 * Verifies the signature of a token with a key that agrees with its algorithm, and that it is its issuer's; times are
 * judged after this, for all verifiers alike. Never throws: every error of a verification is a refusal.
 */
export type VerifySignature = (
  token: { readonly text: string; readonly algorithm: string; readonly issuer: string },
  key: VerificationKey,
) => SignedClaims | Promise<SignedClaims>;
