/** Tokens of ORY Hydra. */
import { accepted, hashes, jwt, refused, times } from "./provider-token.ts";

const hydraServer = { iss: "https://hydra.example.org", jti: "j1", sub: "ann" };
/** Tokens of a user, a service, and what is no access token. */
export const hydra = [
  accepted(
    "Hydra: a user's",
    jwt,
    {
      ...hydraServer,
      aud: ["ogc-api"],
      client_id: "geoportal",
      ext: {},
      nbf: times.iat,
      scp: ["openid", "wells:read"],
    },
    ["openid", "wells:read"],
  ),
  accepted(
    "Hydra: a service's",
    jwt,
    {
      ...hydraServer,
      sub: "robot",
      aud: ["ogc-api"],
      client_id: "robot",
      ext: {},
      nbf: times.iat,
      scp: ["wells:read"],
    },
    ["wells:read"],
  ),
  refused(
    "Hydra: an ID token",
    jwt,
    { ...hydraServer, ...hashes, aud: ["geoportal"], acr: "0", rat: times.iat, sid: "s1" },
    "token_not_access_token",
  ),
  refused(
    "Hydra: an ID token without nonce and hash, for a client that is called as the API",
    jwt,
    { ...hydraServer, aud: ["ogc-api"], rat: times.iat, sid: "s1" },
    "token_not_access_token",
  ),
];
