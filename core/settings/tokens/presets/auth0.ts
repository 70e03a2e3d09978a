/** Auth0: only the audience tells an access token for an API from an ID token. */
import { type JwtPreset, mistakeIn, withoutSlash } from "../preset.ts";

/**
 * Auth0's JSON Web Tokens, of both access token profiles: the client is in `azp` (profile Auth0) or in `client_id`
 * (profile RFC 9068). Source: https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles. An ID token's
 * audience is the client; an access token that may call /userinfo has that address as its second audience.
 */
export const auth0: JwtPreset = {
  settings: (issuer) => ({
    jwksUri: `${withoutSlash(issuer)}/.well-known/jwks.json`,
    clientClaims: ["client_id", "azp"],
    scopeClaim: "scope",
  }),
  mistakes: ({ issuer, audiences, clientIds }) => [
    ...(issuer.endsWith("/") ? [] : [mistakeIn("issuer", "must end with a slash, as `iss` does at Auth0")]),
    ...(audiences.length > 0
      ? []
      : [mistakeIn("audiences", "must name the API's identifier: ID tokens are told apart by nothing else")]),
    ...(audiences.some((audience) => clientIds.includes(audience))
      ? [mistakeIn("audiences", "must not name a client: that is the audience of ID tokens")]
      : []),
    ...(audiences.includes(`${issuer}userinfo`)
      ? [mistakeIn("audiences", "must not name /userinfo: tokens for every API of the tenant may have it")]
      : []),
  ],
};
