/** Okta: access tokens of a custom authorization server name the client in `cid` and the scopes in `scp`. */
import { type JwtPreset, mistakeIn, withoutSlash } from "../preset.ts";

/**
 * Okta's JSON Web Tokens. An access token has `cid`, `scp` (a list) and no `typ` in its header; an ID token has no
 * `cid`. Source: https://developer.okta.com/docs/reference/api/oidc/ (access token payload). Tokens of the org
 * authorization server are for Okta's own API, and nobody else is to check them:
 * https://developer.okta.com/docs/concepts/auth-servers/.
 */
export const okta: JwtPreset = {
  settings: (issuer) => ({
    jwksUri: `${withoutSlash(issuer)}/v1/keys`,
    algorithms: ["RS256"],
    clientClaims: ["cid"],
    scopeClaim: "scp",
    requiredClaims: { cid: true },
  }),
  mistakes: ({ issuer }) =>
    /\/oauth2\/[^/]+$/.test(issuer)
      ? []
      : [
          mistakeIn(
            "issuer",
            "must be a custom authorization server, which ends in /oauth2/<id>, such as /oauth2/default: tokens of the org authorization server are for Okta alone",
          ),
        ],
};
