/** Google: its only JSON Web Tokens are ID tokens; its access tokens are opaque and begin with `ya29.`. */
import { type JwtPreset, mistakeIn, type OpaquePreset } from "../preset.ts";

const issuerOf = "https://accounts.google.com";

/**
 * Google's ID tokens: `aud` is the client they were made for, `azp` who asked for them. Any service account can get one
 * for any audience, so `clientIds` says whose are accepted. Source:
 * https://developers.google.com/identity/openid-connect/openid-connect (ID token's payload; `iss` is also said to be
 * possible without https://, which is not accepted here).
 */
export const googleIdToken: JwtPreset = {
  settings: () => ({
    jwksUri: "https://www.googleapis.com/oauth2/v3/certs",
    algorithms: ["RS256"],
    clientClaims: ["azp"],
    accessTokenType: "id-token",
    refusedClaims: [],
  }),
  mistakes: ({ issuer }) => issuerMistakes(issuer),
};

/**
 * Google's access tokens by the tokeninfo endpoint, whose answer has `aud`, `azp`, `scope`, `exp` and, with the scope
 * `openid`, `sub`. Source: https://developers.google.com/identity/protocols/oauth2 and the type TokenInfo of
 * google-auth-library.
 */
export const googleAccessToken: OpaquePreset = {
  settings: () => ({
    prefix: "ya29.",
    clientClaims: ["azp"],
    scopeClaim: "scope",
    userInfo: { url: "https://oauth2.googleapis.com/tokeninfo", tokenIn: "form" },
  }),
  mistakes: ({ issuer }) => issuerMistakes(issuer),
};

function issuerMistakes(issuer: string) {
  return issuer === issuerOf ? [] : [mistakeIn("issuer", `must be ${issuerOf}`)];
}
