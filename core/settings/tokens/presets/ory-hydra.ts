/** ORY Hydra: access tokens are opaque by default, and JSON Web Tokens with `client_id` and `scp` where set so. */
import { type JwtPreset, type OpaquePreset, withoutSlash } from "../preset.ts";

/**
 * Hydra's JSON Web Tokens (`strategies.access_token: jwt`): `scp` is a list, unless `strategies.jwt.scope_claim` says
 * otherwise; its ID tokens have neither `client_id` nor `scp`. Source: https://www.ory.sh/docs/oauth2-oidc/jwt-access-token.
 */
export const oryHydraJwt: JwtPreset = {
  settings: (issuer) => ({
    jwksUri: `${withoutSlash(issuer)}/.well-known/jwks.json`,
    clientClaims: ["client_id"],
    scopeClaim: "scp",
    requiredClaims: { client_id: true },
  }),
  mistakes: () => [],
};

/** Hydra's opaque tokens: those with another prefix, such as refresh tokens (`ory_rt_`), it is never asked about. */
export const oryHydraOpaque: OpaquePreset = {
  settings: () => ({ prefix: "ory_at_", clientClaims: ["client_id"], scopeClaim: "scope" }),
  mistakes: ({ introspection }) =>
    introspection !== undefined && introspection.url === undefined
      ? [
          {
            setting: "introspection.url",
            remedy:
              "must be given: Hydra answers at its administrative address, which its metadata does not name",
          },
        ]
      : [],
};
