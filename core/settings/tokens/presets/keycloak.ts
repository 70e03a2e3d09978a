/** Keycloak: one issuer a realm; the claim `typ` tells its tokens apart, the client is in `azp`. */
import { type JwtPreset, mistakeIn, withoutSlash } from "../preset.ts";

/**
 * Keycloak's JSON Web Tokens. Source: the server administration guide, and the classes TokenUtil and AccessToken of
 * keycloak/keycloak (claim `typ`: Bearer, ID, Refresh, Offline, Logout, DPoP). `nonce` is no sign of an ID token:
 * before version 25, and with the mapper "Nonce backwards compatible", access tokens hold it too (keycloak issue 26893).
 */
export const keycloak: JwtPreset = {
  settings: (issuer) => ({
    jwksUri: `${withoutSlash(issuer)}/protocol/openid-connect/certs`,
    clientClaims: ["azp"],
    scopeClaim: "scope",
    requiredClaims: { typ: "Bearer" },
    refusedClaims: ["at_hash", "c_hash", "s_hash"],
  }),
  mistakes: ({ issuer, audiences, clientIds }) => [
    ...(/\/realms\/[^/]+$/.test(issuer)
      ? []
      : [mistakeIn("issuer", "must be the realm's address, which ends in /realms/<realm> without a slash")]),
    // The default client scope `roles` puts it into tokens for every user with a role of the account console.
    ...(audiences.includes("account") && clientIds.length === 0
      ? [mistakeIn("audiences", "must not hold `account` without `clientIds`: tokens of all clients have it")]
      : []),
  ],
};
