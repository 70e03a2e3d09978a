/** Tokens of Okta. */
import { accepted, hashes, refused, rs256 } from "./provider-token.ts";

const oktaServer = { iss: "https://example.okta.com/oauth2/default", ver: 1 };
/** Tokens of a user, a service, and what is no access token. */
export const okta = [
  accepted(
    "Okta: a user's",
    rs256,
    {
      ...oktaServer,
      jti: "AT.0",
      aud: "api://default",
      cid: "0oa1example",
      uid: "00u1",
      scp: ["openid", "wells:read"],
      auth_time: 1_764_158_390,
      sub: "ann@example.org",
    },
    ["openid", "wells:read"],
  ),
  accepted(
    "Okta: a service's",
    rs256,
    {
      ...oktaServer,
      jti: "AT.1",
      aud: "api://default",
      cid: "0oa1example",
      scp: ["wells:read"],
      sub: "0oa1example",
    },
    ["wells:read"],
  ),
  refused(
    "Okta: an ID token",
    rs256,
    { ...oktaServer, ...hashes, sub: "00u1", aud: "0oa1example", jti: "ID.0", amr: ["pwd"], idp: "00o1" },
    "token_not_access_token",
  ),
  refused(
    "Okta: of another client",
    rs256,
    { ...oktaServer, aud: "api://default", cid: "0oa2", scp: [], sub: "ann@example.org" },
    "token_client",
  ),
  refused(
    "Okta: of the org authorization server",
    rs256,
    {
      iss: "https://example.okta.com",
      aud: "https://example.okta.com",
      cid: "0oa1example",
      scp: ["openid"],
      sub: "ann@example.org",
    },
    "token_issuer_unknown",
  ),
];
