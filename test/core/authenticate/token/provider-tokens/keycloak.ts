/** Tokens of Keycloak. */
import { accepted, atJwt, hashes, jwt, refused, rs256 } from "./provider-token.ts";

const realm = {
  iss: "https://login.example.org/realms/geo",
  sub: "f3b1b0a2-52a5-4d51-9f60-6d3a1a1d2c11",
  azp: "geoportal",
  jti: "onrtac:8f0d6b9a-7d4e-4f3c-a111-0f1c2d3e4f50",
};
const keycloakUser = {
  ...realm,
  typ: "Bearer",
  aud: ["ogc-api", "account"],
  sid: "1c9f2f2e-0000-4000-8000-000000000001",
  acr: "1",
  "allowed-origins": ["https://portal.example.org"],
  realm_access: { roles: ["offline_access", "default-roles-geo"] },
  resource_access: { account: { roles: ["manage-account", "view-profile"] } },
  scope: "openid email profile",
  email_verified: true,
  preferred_username: "ann",
};
const keycloakScopes = ["openid", "email", "profile"];
/** Tokens of a user, a service, and what is no access token. */
export const keycloak = [
  accepted("Keycloak 26: a user's access token", jwt, keycloakUser, keycloakScopes),
  accepted("Keycloak 24: with `nonce`", jwt, { ...keycloakUser, nonce: "n-0S6" }, keycloakScopes),
  accepted("Keycloak 26: with the header type of RFC 9068", atJwt, keycloakUser, keycloakScopes),
  accepted(
    "Keycloak: of a service account",
    jwt,
    {
      ...realm,
      typ: "Bearer",
      aud: "ogc-api",
      client_id: "geoportal",
      clientHost: "192.0.2.7",
      preferred_username: "service-account-geoportal",
      scope: "wells:read",
    },
    ["wells:read"],
  ),
  refused("Keycloak: without the audience", jwt, { ...keycloakUser, aud: "account" }, "token_audience"),
  refused(
    "Keycloak: an ID token",
    jwt,
    { ...realm, ...hashes, typ: "ID", aud: "geoportal" },
    "token_not_access_token",
  ),
  refused(
    "Keycloak: a refresh token",
    { alg: "HS512", kid: "k2", typ: "JWT" },
    { ...realm, typ: "Refresh", aud: realm.iss, scope: "openid" },
    "token_algorithm",
  ),
  refused(
    "Keycloak: a refresh token in a realm that signs them by RSA",
    jwt,
    { ...realm, typ: "Offline", aud: "ogc-api" },
    "token_not_access_token",
  ),
  refused(
    "Keycloak: a logout token",
    { ...rs256, typ: "logout+jwt" },
    {
      ...realm,
      typ: "Logout",
      aud: "ogc-api",
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    },
    "token_not_access_token",
  ),
  refused(
    "Keycloak: a DPoP-bound access token",
    jwt,
    { ...keycloakUser, typ: "DPoP", cnf: { jkt: "x" } },
    "token_sender_constrained",
  ),
];
