/** Logto: access tokens for an API resource are `at+jwt`, signed with ES384 unless the tenant chose RSA. */
import { type JwtPreset, mistakeIn, withoutSlash } from "../preset.ts";

/**
 * Logto's JSON Web Tokens. Source: https://docs.logto.io/authorization/validate-access-tokens (issuer, key set, claims)
 * and logto-io/logto (signing keys). Without a resource it issues opaque tokens, which are for its own user info alone.
 */
export const logto: JwtPreset = {
  settings: (issuer) => ({
    jwksUri: `${withoutSlash(issuer)}/jwks`,
    algorithms: ["ES384", "RS256"],
    clientClaims: ["client_id"],
    scopeClaim: "scope",
    accessTokenType: "at+jwt",
  }),
  mistakes: ({ issuer }) =>
    issuer.endsWith("/oidc")
      ? []
      : [mistakeIn("issuer", "must be the tenant's address, which ends in /oidc")],
};
