/** Recognises an access token in the Authorization header (RFC 6750 section 2.1), a JWT or an opaque one. */
import type { Deadline } from "#core/deadline";
import type { TokenSettings } from "#core/settings/tokens";
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import { isBasic } from "./api-key/basic-credentials.ts";
import { type Authenticator, absent, rejected } from "./authenticator.ts";
import { bearerCredentials } from "./bearer-credentials.ts";
import { acceptedClaims } from "./token/access-token-claims.ts";
import { acceptedJwt } from "./token/access-token-kind.ts";
import { checkedBy, isBearerTokenSyntax, issuerToAsk } from "./token/opaque-token.ts";
import { type TokenMemory, tokenKey } from "./token/token-memory.ts";
import { tokenPrincipal } from "./token/token-principal.ts";
import type { RejectedToken, TokenVerifiers, VerifiedToken } from "./token/token-verifier.ts";
import { unverifiedToken } from "./token/unverified-token.ts";

/** What the key sets have verified: there is no endpoint to tell apart. */
const byKeySets = "";

/** A token that is genuine and of a kind that is accepted, with its issuer; or the reason why it is not. */
type Checked =
  | { readonly verified: VerifiedToken; readonly issuer: IssuerSettings | OpaqueIssuerSettings }
  | RejectedToken;

/**
 * Bearer tokens of the configured issuers.
 * @param basicHoldsKeys whether the Basic scheme is for API keys, so that it says nothing about tokens
 */
export function bearerTokenAuthenticator(
  settings: TokenSettings,
  verifiers: TokenVerifiers,
  memory: TokenMemory,
  basicHoldsKeys = false,
): Authenticator {
  const issuers = new Map(settings.issuers.map((issuer) => [issuer.issuer, issuer]));

  async function checkedJwt(text: string, deadline: Deadline): Promise<Checked> {
    const token = unverifiedToken(text, issuers);
    // What the gates let through is of that syntax.
    if ("rejected" in token) return isBearerTokenSyntax(text) ? token : { rejected: "token_encoding" };
    const { issuer, header } = token;
    const verified = await verifiers.jwt.verify(token, deadline);
    if ("rejected" in verified) return verified;
    const refusal = acceptedJwt(verified.claims, issuer, header);
    return refusal === undefined ? { verified, issuer } : { rejected: refusal };
  }

  async function checkedOpaque(
    text: string,
    issuer: OpaqueIssuerSettings,
    deadline: Deadline,
  ): Promise<Checked> {
    if (!isBearerTokenSyntax(text)) return { rejected: "token_encoding" };
    const verified = await verifiers.opaque.verify(text, issuer, deadline);
    return "rejected" in verified ? verified : { verified, issuer };
  }

  return async (request, deadline) => {
    const values = request.headers.get("authorization");
    if (values === undefined) return absent;
    if (values.length > 1) return rejected("authorization_doubled");
    const [value = ""] = values;
    if (basicHoldsKeys && isBasic(value)) return absent;
    const text = bearerCredentials(value);
    if (text === undefined) return rejected("authorization_scheme_unknown");
    if (text === "") return rejected("token_empty");
    if (text.length > settings.maximumBytes) return rejected("token_too_long");
    const asked = issuerToAsk(text, settings.opaque);
    const key = tokenKey(asked === undefined ? byKeySets : checkedBy(asked), text);
    // What is remembered has passed every check below, to the letter.
    const known = memory.recall(key);
    if (known !== undefined) return { kind: "recognised", principal: known, remembered: true };
    const checked = await (asked === undefined
      ? checkedJwt(text, deadline)
      : checkedOpaque(text, asked, deadline));
    if ("rejected" in checked) return rejected(checked.rejected);
    const { verified, issuer } = checked;
    const refusal = acceptedClaims(verified.claims, issuer);
    if (refusal !== undefined) return rejected(refusal);
    const principal = tokenPrincipal(verified.claims, issuer);
    memory.remember(key, principal, verified);
    return { kind: "recognised", principal };
  };
}
