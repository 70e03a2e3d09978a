/** Verifies signatures with jose: of the algorithms that aws-jwt-verify has not; loaded when the first such token comes. */
import { compactVerify, errors } from "jose";
import { isJsonObject } from "#core/json-object";
import type { VerifySignature } from "./signature.ts";

/** jose keeps what it makes of a key as long as there is the key, so it is made once and ends with its set. */
export const joseSignature: VerifySignature = async ({ text, algorithm, issuer }, { key }) => {
  try {
    const { payload } = await compactVerify(text, key, { algorithms: [algorithm] });
    const claims: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    return isJsonObject(claims) && claims.iss === issuer ? { claims } : { rejected: "token_invalid" };
  } catch (error) {
    const forged = error instanceof errors.JWSSignatureVerificationFailed;
    return { rejected: forged ? "token_signature" : "token_invalid" };
  }
};
