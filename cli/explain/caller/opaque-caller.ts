/** Callers with opaque tokens: only their issuer can say whom one stands for, and `explain` may not be able to ask. */
import { randomBytes } from "node:crypto";
import { introspectedToken } from "#adapters/tokens/introspected-token";
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

/**
 * A token that is made for this one question, and an issuer that answers with these claims: what introspection would
 * answer is judged as such an answer is, by its times and by the kind of token.
 */
export function answeredClaims(
  claims: Readonly<Record<string, unknown>>,
  { issuer, prefix = "", introspection }: OpaqueIssuerSettings,
  clockSkewSeconds: number,
): { readonly token: string; readonly verifier: OpaqueTokenVerifier; readonly remark: string } {
  const verified = { claims, rememberUntil: 0, current: () => true };
  const answer = { token_type: "Bearer", ...claims, active: claims.active ?? true };
  async function verify() {
    if (introspection === undefined) return verified;
    const rules = { issuer, settings: introspection, clockSkewSeconds };
    const judged = introspectedToken(answer, rules, Date.now(), "the file of claims");
    return "rejected" in judged ? judged : { ...verified, claims: judged.claims };
  }
  return {
    token: `${prefix}${randomBytes(24).toString("base64url")}`,
    verifier: { verify },
    remark:
      "its issuer, which alone can read its tokens, is not asked: it is taken to answer with these claims",
  };
}
