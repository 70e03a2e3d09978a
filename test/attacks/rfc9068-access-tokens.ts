/** Attacks by tokens that are no access token for this API (RFC 9068), though its issuer has signed them. */
import { type Attack, eachOf, tokenAttack } from "./attack.ts";
import type { IssuerName } from "./attacked-issuers.ts";
import type { Members, SoundToken } from "./signed-token.ts";

const shown = (value: unknown) => JSON.stringify(value) ?? "none";

const at = (issuer: IssuerName) => (title: string, ends: string, sent: (twin: SoundToken) => string) =>
  tokenAttack(title, ends, sent, issuer);

const typed = at("typed");
const portal = at("portal");
const identity = at("identity");

/** Section 2.1 and step 1 of section 4: where the issuer sets the type, that type and no other. */
const types = eachOf<unknown>(
  [
    undefined,
    "",
    "JWT",
    "jwt",
    "application/jwt",
    "at+jwt ",
    "at+jwt;v=1",
    "application/at+jwt;charset=utf-8",
    "text/at+jwt",
    "application/application/at+jwt",
    "at+jws",
    "at",
    ["at+jwt"],
    7,
    null,
    true,
    { typ: "at+jwt" },
  ],
  (typ) =>
    typed(`has ${shown(typ)} for its type where the issuer sets at+jwt`, "token_not_access_token", (twin) =>
      twin.headed({ typ }),
    ),
);

/** Section 4, steps 3 to 6, once more where the type is set: it stands for none of them. */
const otherSteps = [
  typed("has the right type and another audience", "token_audience", (twin) =>
    twin.claiming({ aud: "other" }),
  ),
  typed("has the right type and no audience", "token_audience", (twin) => twin.claiming({ aud: undefined })),
  typed("has the right type and no end", "token_without_expiry", (twin) => twin.claiming({ exp: undefined })),
  typed("has the right type and has expired", "token_expired", (twin) =>
    twin.claiming({ exp: 1_000_000_000 }),
  ),
  typed("has the right type and no subject", "token_subject", (twin) => twin.claiming({ sub: undefined })),
  typed("has the right type and another issuer", "token_issuer_unknown", (twin) =>
    twin.claiming({ iss: "https://typed.example.com" }),
  ),
  typed("has the right type and no signature", "token_not_jwt", (twin) => twin.signedAs("")),
];

const claiming = (title: string, claims: Members) =>
  tokenAttack(title, "token_not_access_token", (twin) => twin.claiming(claims));

/** Section 5 and OpenID Connect Core section 2: an ID token, or another token of the same issuer. */
const notAccessTokens = [
  claiming("is an ID token by its nonce", { nonce: "n-0S6_WzA2Mj" }),
  claiming("is an ID token by the hash of an access token", { at_hash: "77QmUPtjPfzWtF2AnpK9RQ" }),
  claiming("is an ID token by the hash of a code", { c_hash: "LDktKdoQak3Pk0cnXxCltA" }),
  claiming("is an ID token by the hash of a state", { s_hash: "bOhtX8F73IMjSPeVAqxyTQ" }),
  claiming("has a nonce that is null", { nonce: null }),
  ...eachOf(["id", "refresh", "ACCESS_TOKEN", "", null, true, ["access"]], (token_use) =>
    claiming(`says to be used as ${shown(token_use)}`, { token_use }),
  ),
  ...eachOf(["ID", "Refresh", "Offline", "Logout", "Serialized-ID"], (typ) =>
    claiming(`says in a claim to be of the type ${typ}`, { typ }),
  ),
];

/** Section 2.2 (`client_id`): where clients are configured, one of them, to the letter. */
const clients = [
  ...eachOf<unknown>(
    [undefined, null, "", "other", "Portal", "portal ", "portal,other", ["portal"], { id: "portal" }, 7, "*"],
    (client_id) =>
      portal(`was issued to the client ${shown(client_id)}`, "token_client", (twin) =>
        twin.claiming({ client_id }),
      ),
  ),
  portal("was issued to another client, for the authorized party", "token_client", (twin) =>
    twin.claiming({ client_id: "other", azp: "portal" }),
  ),
  portal("names another client beside the right one", "token_client", (twin) =>
    twin.claiming({ azp: "other" }),
  ),
  portal("names the client only as its audience", "token_client", (twin) =>
    twin.claiming({ client_id: undefined, aud: "portal" }),
  ),
  portal("names the client only as its subject", "token_client", (twin) =>
    twin.claiming({ client_id: undefined, sub: "portal" }),
  ),
  portal("names the client only in another claim", "token_client", (twin) =>
    twin.claiming({ client_id: undefined, appid: "portal", cid: "portal" }),
  ),
];

/** Where an issuer's ID tokens are accepted, they must be such, for this client, and its own. */
const identities = [
  identity("is an ID token for another client", "token_audience", (twin) => twin.claiming({ aud: "other" })),
  identity("is an ID token for another client of a like name", "token_audience", (twin) =>
    twin.claiming({ aud: ["portal-admin", "PORTAL"] }),
  ),
  identity("is a logout token by its type", "token_not_access_token", (twin) =>
    twin.headed({ typ: "logout+jwt" }),
  ),
  identity("is an access token where ID tokens are accepted", "token_not_access_token", (twin) =>
    twin.headed({ typ: "at+jwt" }),
  ),
  identity("is an access token by its use where ID tokens are accepted", "token_not_access_token", (twin) =>
    twin.claiming({ token_use: "access" }),
  ),
  identity("is an ID token for this client and another", "token_audience", (twin) =>
    twin.claiming({ aud: ["portal", "other"] }),
  ),
  identity("is an ID token without a subject", "token_subject", (twin) => twin.claiming({ sub: undefined })),
  identity("is an ID token that has expired", "token_expired", (twin) =>
    twin.claiming({ exp: 1_000_000_000 }),
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [
  ...types,
  ...otherSteps,
  ...notAccessTokens,
  ...clients,
  ...identities,
];
