/** Recognises an access token in the Authorization header (RFC 6750 section 2.1), a JWT or an opaque one. */
import type { Deadline } from "#core/deadline";
import type { TokenSettings } from "#core/settings/tokens";
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import { type Authentication, type Authenticator, absent, rejected } from "./authenticator.ts";
import { bearerCredentials } from "./bearer-credentials.ts";
import { acceptedClaims } from "./token/access-token-claims.ts";
import { acceptedJwt } from "./token/access-token-kind.ts";
import { checkedBy, isBearerTokenSyntax, issuerByPrefix, issuerOfTheRest } from "./token/opaque-token.ts";
import type { TokenMemory } from "./token/token-memory.ts";
import { tokenPrincipal } from "./token/token-principal.ts";
import type { TokenVerifiers } from "./token/token-verifier.ts";
import { isJwt, unverifiedToken } from "./token/unverified-token.ts";

/** What the key sets have verified: there is no endpoint to tell apart. */
const byKeySets = "";

/** Bearer tokens of the configured issuers. */
export function bearerTokenAuthenticator(
  settings: TokenSettings,
  verifiers: TokenVerifiers,
  memory: TokenMemory,
): Authenticator {
  const issuers = new Map(settings.issuers.map((issuer) => [issuer.issuer, issuer]));

  async function jwt(text: string, deadline: Deadline): Promise<Authentication> {
    const known = memory.recall(byKeySets, text);
    if (known !== undefined) return { kind: "recognised", principal: known, remembered: true };
    const token = unverifiedToken(text, issuers);
    if ("rejected" in token) return rejected(token.rejected);
    const verified = await verifiers.jwt.verify(token, deadline);
    if ("rejected" in verified) return rejected(verified.rejected);
    const { claims } = verified;
    const refusal = acceptedJwt(claims, token.issuer, token.header) ?? acceptedClaims(claims, token.issuer);
    if (refusal !== undefined) return rejected(refusal);
    const principal = tokenPrincipal(claims, token.issuer);
    memory.remember(byKeySets, text, principal, verified);
    return { kind: "recognised", principal };
  }

  async function opaque(
    text: string,
    issuer: OpaqueIssuerSettings,
    deadline: Deadline,
  ): Promise<Authentication> {
    const known = memory.recall(checkedBy(issuer), text);
    if (known !== undefined) return { kind: "recognised", principal: known, remembered: true };
    const verified = await verifiers.opaque.verify(text, issuer, deadline);
    if ("rejected" in verified) return rejected(verified.rejected);
    const refusal = acceptedClaims(verified.claims, issuer);
    if (refusal !== undefined) return rejected(refusal);
    const principal = tokenPrincipal(verified.claims, issuer);
    memory.remember(checkedBy(issuer), text, principal, verified);
    return { kind: "recognised", principal };
  }

  return async (request, deadline) => {
    const values = request.headers.get("authorization");
    if (values === undefined) return absent;
    if (values.length > 1) return rejected("authorization_doubled");
    const text = bearerCredentials(values[0] ?? "");
    if (text === undefined) return rejected("authorization_scheme_unknown");
    if (text === "") return rejected("token_empty");
    if (text.length > settings.maximumBytes) return rejected("token_too_long");
    if (!isBearerTokenSyntax(text)) return rejected("token_encoding");
    const prefixed = issuerByPrefix(text, settings.opaque);
    if (prefixed !== undefined) return opaque(text, prefixed, deadline);
    const rest = issuerOfTheRest(settings.opaque);
    return rest === undefined || isJwt(text) ? jwt(text, deadline) : opaque(text, rest, deadline);
  };
}
