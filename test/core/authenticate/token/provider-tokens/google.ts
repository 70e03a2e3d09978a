/** Tokens of Google. */
import { accepted, hashes, jwt, refused } from "./provider-token.ts";

const googleClient = "1234-example.apps.googleusercontent.com";
const googleUser = {
  iss: "https://accounts.google.com",
  sub: "110169484474386276334",
  email: "ann@example.org",
  email_verified: true,
};
/** Tokens of a user, a service, and what is no access token. */
export const google = [
  accepted("Google: an ID token", jwt, {
    ...googleUser,
    ...hashes,
    azp: googleClient,
    aud: googleClient,
    name: "Ann",
  }),
  refused(
    "Google: of a service account for our client",
    jwt,
    { ...googleUser, azp: "110169484474386276335", aud: googleClient },
    "token_client",
  ),
  refused(
    "Google: for another client",
    jwt,
    { ...googleUser, azp: googleClient, aud: "9-x.apps.googleusercontent.com" },
    "token_audience",
  ),
  refused(
    "Google: `iss` without https",
    jwt,
    { ...googleUser, iss: "accounts.google.com", azp: googleClient, aud: googleClient },
    "token_issuer_unknown",
  ),
];
