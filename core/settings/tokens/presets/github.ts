/** GitHub: opaque tokens without introspection, known by a call of the API that names client and scopes in headers. */
import { mistakeIn, type OpaquePreset, withoutSlash } from "../preset.ts";

/**
 * Tokens of OAuth apps (`gho_`). Source: https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 * (`X-OAuth-Scopes`), https://docs.github.com/rest/users/users (`id` stays when a user takes another name) and the
 * guide to getting started with the REST API, whose sample answer shows `X-OAuth-Client-Id`. GitHub Enterprise Server
 * has its API at /api/v3. What else the answer says about a user is not shown to the policy.
 */
export const github: OpaquePreset = {
  settings: (issuer) => ({
    prefix: "gho_",
    clientClaims: ["client_id"],
    subjectClaim: "id",
    scopeClaim: "scope",
    policyClaims: ["id", "login", "client_id", "scope"],
    userInfo: {
      url:
        issuer === "https://github.com"
          ? "https://api.github.com/user"
          : `${withoutSlash(issuer)}/api/v3/user`,
      tokenIn: "authorization-header",
      clientHeader: "x-oauth-client-id",
      scopeHeader: "x-oauth-scopes",
    },
  }),
  mistakes: ({ issuer }) =>
    issuer.endsWith("/")
      ? [mistakeIn("issuer", "must not end with a slash, such as https://github.com")]
      : [],
};
