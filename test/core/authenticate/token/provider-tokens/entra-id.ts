/** Tokens of Microsoft Entra ID. */
import { accepted, jwt, refused } from "./provider-token.ts";

const tenant = "8b1e3a54-0000-4000-8000-1d2c3b4a5f60";
const app = "5d0c6f0e-0000-4000-8000-9a8b7c6d5e4f";
const entra = {
  tid: tenant,
  oid: "00000000-0000-4000-8000-0000000000aa",
  sub: "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
  uti: "u",
};
const entra2 = { ...entra, ver: "2.0", iss: `https://login.microsoftonline.com/${tenant}/v2.0`, aud: app };
const entra1 = { ...entra, ver: "1.0", iss: `https://sts.windows.net/${tenant}/`, aud: `api://${app}` };
/** Tokens of a user, a service, and what is no access token. */
export const entraId = [
  accepted(
    "Entra ID 2.0: a user's",
    jwt,
    { ...entra2, azp: app, azpacr: "0", scp: "Wells.Read", name: "Ann" },
    ["Wells.Read"],
  ),
  accepted("Entra ID 2.0: a service's", jwt, {
    ...entra2,
    azp: app,
    azpacr: "1",
    roles: ["Wells.Read.All"],
    idtyp: "app",
  }),
  accepted(
    "Entra ID 1.0: a user's",
    { ...jwt, x5t: "k1" },
    { ...entra1, appid: app, appidacr: "0", scp: "Wells.Read", upn: "ann@example.org" },
    ["Wells.Read"],
  ),
  accepted("Entra ID 1.0: a service's", jwt, {
    ...entra1,
    appid: app,
    appidacr: "1",
    roles: ["Wells.Read.All"],
    idtyp: "app",
  }),
  refused(
    "Entra ID 2.0: an ID token",
    jwt,
    { ...entra2, nonce: "n", name: "Ann", preferred_username: "ann@example.org" },
    "token_not_access_token",
  ),
  refused(
    "Entra ID 2.0: an ID token without nonce",
    jwt,
    { ...entra2, name: "Ann" },
    "token_not_access_token",
  ),
  refused("Entra ID 1.0: an ID token without nonce", jwt, { ...entra1, aud: app }, "token_not_access_token"),
  refused(
    "Entra ID: of Microsoft Graph",
    { ...jwt, nonce: "x" },
    { ...entra1, aud: "00000003-0000-0000-c000-000000000000", appid: app, scp: "User.Read" },
    "token_audience",
  ),
  refused(
    "Entra ID: of another tenant",
    jwt,
    { ...entra2, iss: entra2.iss.replace("8b1e", "9c2f"), azp: app, scp: "Wells.Read" },
    "token_issuer_unknown",
  ),
];
