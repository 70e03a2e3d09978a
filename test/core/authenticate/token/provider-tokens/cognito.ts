/** Tokens of Amazon Cognito. */
import { accepted, refused, rs256 } from "./provider-token.ts";

const pool = {
  iss: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example00",
  origin_jti: "o",
  jti: "j",
  auth_time: 1_764_158_390,
};
/** Tokens of a user, a service, and what is no access token. */
export const cognito = [
  accepted(
    "Cognito: a user's",
    rs256,
    {
      ...pool,
      sub: "u1",
      token_use: "access",
      client_id: "1example23456789",
      username: "ann",
      scope: "aws.cognito.signin.user.admin openid",
      version: 2,
      "cognito:groups": ["editors"],
    },
    ["aws.cognito.signin.user.admin", "openid"],
  ),
  accepted(
    "Cognito: a service's",
    rs256,
    {
      iss: pool.iss,
      sub: "1example23456789",
      token_use: "access",
      client_id: "1example23456789",
      scope: "geo/wells.read",
      version: 2,
    },
    ["geo/wells.read"],
  ),
  refused(
    "Cognito: an ID token",
    rs256,
    {
      ...pool,
      sub: "u1",
      token_use: "id",
      aud: "1example23456789",
      at_hash: "x",
      "cognito:username": "ann",
      email: "ann@example.org",
    },
    "token_not_access_token",
  ),
  refused(
    "Cognito: of another app client",
    rs256,
    { ...pool, sub: "u1", token_use: "access", client_id: "2other", scope: "openid" },
    "token_client",
  ),
];
