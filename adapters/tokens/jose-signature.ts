/** Verifies signatures with jose: what aws-jwt-verify cannot verify or read; loaded when the first such token comes. */
import { compactVerify, errors } from "jose";
import { isJsonObject } from "#core/json-object";
import { haveRegisteredTypes } from "./registered-claims.ts";
import type { VerifySignature } from "./signature.ts";

/** jose keeps what it makes of a key as long as there is the key, so it is made once and ends with its set. */
export const joseSignature: VerifySignature = async ({ text, algorithm, issuer }, { key }) => {
  try {
    const { payload } = await compactVerify(text, key, { algorithms: [algorithm] });
    const claims: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(payload),
      withoutInherited,
    );
    const isRead = isJsonObject(claims) && claims.iss === issuer && haveRegisteredTypes(claims);
    return isRead ? { claims } : { rejected: "token_invalid" };
  } catch (error) {
    const forged = error instanceof errors.JWSSignatureVerificationFailed;
    return { rejected: forged ? "token_signature" : "token_invalid" };
  }
};

/** aws-jwt-verify leaves these members out wherever they are: what every object inherits is nobody's claim. */
function withoutInherited(name: string, value: unknown): unknown {
  return name === "__proto__" || name === "constructor" ? undefined : value;
}
