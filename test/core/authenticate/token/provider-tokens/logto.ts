/** Tokens of Logto. */
import { accepted, refused } from "./provider-token.ts";

const es384 = { alg: "ES384", kid: "k1" };
const logtoTenant = { iss: "https://example.logto.app/oidc", sub: "foo123" };
/** Tokens of a user, a service, and what is no access token. */
export const logto = [
  accepted(
    "Logto: a user's",
    { ...es384, typ: "at+jwt" },
    { ...logtoTenant, aud: "https://api.example.org", client_id: "app1", jti: "j1", scope: "wells:read" },
    ["wells:read"],
  ),
  accepted(
    "Logto: a service's",
    { ...es384, typ: "at+jwt" },
    { ...logtoTenant, sub: "m2m1", aud: "https://api.example.org", client_id: "m2m1", jti: "j2", scope: "" },
  ),
  refused(
    "Logto: an ID token",
    { ...es384, typ: "JWT" },
    { ...logtoTenant, at_hash: "x", aud: "app1" },
    "token_not_access_token",
  ),
];
