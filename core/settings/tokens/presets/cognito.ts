/** Amazon Cognito user pools: `token_use` tells tokens apart, and the client stands in the place of an audience. */
import { type JwtPreset, mistakeIn, withoutSlash } from "../preset.ts";

/**
 * Cognito's JSON Web Tokens. An access token has `token_use: "access"` and `client_id`, and as a rule no `aud`. Source:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html.
 */
export const cognito: JwtPreset = {
  settings: (issuer) => ({
    jwksUri: `${withoutSlash(issuer)}/.well-known/jwks.json`,
    algorithms: ["RS256"],
    clientClaims: ["client_id"],
    scopeClaim: "scope",
    requiredClaims: { token_use: "access" },
  }),
  mistakes: ({ clientIds }) =>
    clientIds.length > 0
      ? []
      : [mistakeIn("clientIds", "must name the app clients: access tokens of all of them are alike else")],
};
