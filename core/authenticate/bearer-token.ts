/** Recognises a JWT access token in the Authorization header (RFC 6750 section 2.1). */
import type { Deadline } from "#core/deadline";
import type { Principal } from "#core/principal";
import type { TokenSettings } from "#core/settings/credentials";
import { acceptedClaims, scopesOf } from "./access-token-claims.ts";
import { type Authenticator, absent, rejected } from "./authenticator.ts";
import { bearerCredentials } from "./bearer-credentials.ts";
import { type UnverifiedToken, unverifiedToken } from "./unverified-token.ts";

/** The port to whatever verifies signatures. */
export interface TokenVerifier {
  /**
   * Verifies signature and times of a token that has passed the gates.
   * @returns the claims, or a reason code why the token is not valid
   * @throws Fault when the issuer's keys cannot be had
   */
  verify(
    token: UnverifiedToken,
    deadline: Deadline,
  ): Promise<{ readonly claims: Readonly<Record<string, unknown>> } | { readonly rejected: string }>;
}

/** Bearer tokens of the configured issuers. */
export function bearerTokenAuthenticator(settings: TokenSettings, verifier: TokenVerifier): Authenticator {
  const issuers = new Map(settings.issuers.map((issuer) => [issuer.issuer, issuer]));
  return async (request, deadline) => {
    const values = request.headers.get("authorization");
    if (values === undefined) return absent;
    if (values.length > 1) return rejected("authorization_doubled");
    const text = bearerCredentials(values[0] ?? "");
    if (text === undefined) return rejected("authorization_scheme_unknown");

    const token = unverifiedToken(text, issuers, settings.maximumBytes);
    if ("rejected" in token) return rejected(token.rejected);
    const verified = await verifier.verify(token, deadline);
    if ("rejected" in verified) return rejected(verified.rejected);
    const refusal = acceptedClaims(verified.claims, token.issuer, token.header);
    if (refusal !== undefined) return rejected(refusal);
    return { kind: "recognised", principal: principalOf(verified.claims, token.issuer.issuer) };
  };
}

function principalOf(claims: Readonly<Record<string, unknown>>, issuer: string): Principal {
  return {
    kind: "token",
    id: String(claims.sub),
    issuer,
    scheme: "bearer",
    scopes: scopesOf(claims),
    claims,
  };
}
