/** Tokens of Auth0. */
import { accepted, atJwt, hashes, jwt, refused } from "./provider-token.ts";

const auth0User = { iss: "https://example.eu.auth0.com/", sub: "auth0|65f0c0ffee" };
const auth0Audiences = ["https://api.example.org", "https://example.eu.auth0.com/userinfo"];
/** Tokens of a user, a service, and what is no access token. */
export const auth0 = [
  accepted(
    "Auth0: a user's, profile Auth0",
    jwt,
    { ...auth0User, aud: auth0Audiences, azp: "spa1", scope: "openid wells:read" },
    ["openid", "wells:read"],
  ),
  accepted(
    "Auth0: a user's, profile RFC 9068",
    atJwt,
    { ...auth0User, aud: auth0Audiences, client_id: "spa1", jti: "j1", scope: "wells:read" },
    ["wells:read"],
  ),
  accepted(
    "Auth0: a service's",
    jwt,
    {
      ...auth0User,
      sub: "m2m1@clients",
      aud: "https://api.example.org",
      azp: "m2m1",
      gty: "client-credentials",
      scope: "wells:read",
    },
    ["wells:read"],
  ),
  refused(
    "Auth0: an ID token",
    jwt,
    { ...auth0User, ...hashes, aud: "spa1", sid: "s1" },
    "token_not_access_token",
  ),
  refused(
    "Auth0: an ID token without nonce",
    jwt,
    { ...auth0User, aud: "spa1", sid: "s1" },
    "token_audience",
  ),
  refused(
    "Auth0: for its management API",
    jwt,
    { ...auth0User, aud: "https://example.eu.auth0.com/api/v2/", azp: "m2m1", scope: "read:users" },
    "token_audience",
  ),
];
