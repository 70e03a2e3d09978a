/** Callers with opaque tokens: only their issuer can say whom one stands for, and `explain` may not be able to ask. */
import { randomBytes } from "node:crypto";
import type { OpaqueTokenVerifier } from "#core/authenticate/token/token-verifier";
import { Fault } from "#core/fault";
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import type { CredentialPorts } from "../../../functions/authorizer/wiring.ts";

/** Reads no secret: whoever explains need not have the rights of the function. */
export const unreadSecrets: NonNullable<CredentialPorts["secrets"]> = (_arn, setting) => () =>
  Promise.reject(
    new Fault(
      "secret_unavailable",
      `explain does not read the secret of ${setting}, so it cannot ask the issuer about this token: name a file of the claims that its answer would hold (*.json, with \`iss\`) instead`,
    ),
  );

/** A token that is made for this one question, and an issuer that answers with these claims. */
export function answeredClaims(
  claims: Readonly<Record<string, unknown>>,
  { prefix = "" }: OpaqueIssuerSettings,
): { readonly token: string; readonly verifier: OpaqueTokenVerifier; readonly remark: string } {
  return {
    token: `${prefix}${randomBytes(24).toString("base64url")}`,
    verifier: { verify: async () => ({ claims, rememberUntil: 0, current: () => true }) },
    remark:
      "its issuer, which alone can read its tokens, is not asked: it is taken to answer with these claims",
  };
}
