/** Access tokens are told from the other tokens that an issuer signs with the same keys. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { acceptedJwt } from "#core/authenticate/token/access-token-kind";
import { issuerOf } from "./issuer-of.ts";

const accepts = (claims: object, header: object = {}, more: object = {}) =>
  acceptedJwt({ ...claims }, issuerOf(more), { ...header }) === undefined;

const aud = "ogc-api";

describe("the header's type", () => {
  test("has no case, and may leave `application/` out", () => {
    for (const typ of ["JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "application/JWT"]) {
      assert.ok(accepts({}, { typ }), typ);
    }
    assert.ok(accepts({}));
  });

  test("is refused where it is another, or no text", () => {
    for (const typ of ["", " ", "JOSE", "id_token+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt", "jwt "]) {
      assert.ok(!accepts({}, { typ }), typ);
    }
    for (const typ of [null, 7, true, ["at+jwt"], { typ: "at+jwt" }]) assert.ok(!accepts({}, { typ }));
  });

  test("is `at+jwt` and nothing else where the issuer sets it (RFC 9068 section 4)", () => {
    const more = { accessTokenType: "at+jwt" };
    assert.ok(accepts({}, { typ: "application/at+jwt" }, more));
    for (const header of [{}, { typ: "JWT" }, { typ: ["at+jwt"] }]) assert.ok(!accepts({}, header, more));
  });

  test("is never `at+jwt` where the issuer's ID tokens are taken", () => {
    const more = { accessTokenType: "id-token" };
    assert.ok(accepts({ aud, nonce: "n", at_hash: "h" }, { typ: "JWT" }, more));
    assert.ok(!accepts({ aud }, { typ: "at+jwt" }, more));
  });
});

describe("what a token says of itself", () => {
  test("is that it is for access, where it says anything", () => {
    for (const claims of [{ token_use: "access" }, { typ: "Bearer" }, {}]) assert.ok(accepts(claims));
    for (const token_use of ["id", "refresh", "", null, ["access"]]) assert.ok(!accepts({ token_use }));
    for (const typ of ["ID", "Refresh", "Offline", "DPoP", "Logout", "", null, 7])
      assert.ok(!accepts({ typ }));
  });

  test("is that it is an ID token, where those are taken", () => {
    const more = { accessTokenType: "id-token" };
    assert.ok(accepts({ aud, token_use: "id" }, {}, more));
    assert.ok(!accepts({ aud, token_use: "access" }, {}, more));
    assert.ok(!accepts({ aud, typ: "Refresh" }, {}, more));
  });

  test("is that it is for nobody else, where ID tokens are taken", () => {
    const more = { accessTokenType: "id-token", audiences: ["ogc-api", "maps"] };
    for (const ours of ["maps", ["ogc-api"], ["ogc-api", "maps"]])
      assert.ok(accepts({ aud: ours }, {}, more));
    for (const others of [["ogc-api", "other"], ["other"], undefined]) {
      assert.equal(acceptedJwt({ aud: others }, issuerOf(more), {}), "token_audience");
    }
  });

  test("is not that it was made for a login, by claims of any value", () => {
    for (const name of ["nonce", "at_hash", "c_hash", "s_hash"]) {
      for (const value of ["x", "", null, false]) assert.ok(!accepts({ [name]: value }), name);
    }
  });
});

describe("a required claim", () => {
  test("has the value that is asked for, to the letter", () => {
    const more = { requiredClaims: { tenant: "geo" } };
    assert.ok(accepts({ tenant: "geo" }, {}, more));
    for (const tenant of [undefined, "GEO", ["geo"], 7, null]) assert.ok(!accepts({ tenant }, {}, more));
  });

  test("of any value is there and not empty", () => {
    const more = { requiredClaims: { cid: true } };
    for (const cid of ["x", 0, [], {}]) assert.ok(accepts({ cid }, {}, more), JSON.stringify(cid));
    for (const cid of [undefined, null, "", false])
      assert.ok(!accepts({ cid }, {}, more), JSON.stringify(cid));
  });

  test("is not met by what every object inherits", () => {
    const issuer = { ...issuerOf(), requiredClaims: { constructor: true as const, toString: true as const } };
    assert.equal(acceptedJwt({}, issuer, {}), "token_not_access_token");
  });
});

describe("tokens of real providers", () => {
  const tenant = "11111111-2222-3333-4444-555555555555";
  const cases: [string, string, string, object, object, boolean][] = [
    [
      "Keycloak's access token with a nonce",
      "keycloak",
      "https://a.org/realms/x",
      { typ: "JWT" },
      { typ: "Bearer", azp: "x", nonce: "n" },
      true,
    ],
    [
      "Keycloak's ID token",
      "keycloak",
      "https://a.org/realms/x",
      { typ: "JWT" },
      { typ: "ID", azp: "x", at_hash: "h" },
      false,
    ],
    [
      "Keycloak's refresh token",
      "keycloak",
      "https://a.org/realms/x",
      { typ: "JWT" },
      { typ: "Refresh", azp: "x" },
      false,
    ],
    ["Okta's access token", "okta", "https://a.okta.com/oauth2/default", {}, { cid: "x", scp: ["a"] }, true],
    ["Okta's ID token", "okta", "https://a.okta.com/oauth2/default", {}, { amr: ["pwd"], nonce: "n" }, false],
    [
      "Entra ID's access token for an app that is its own API",
      "entra-id",
      `https://login.microsoftonline.com/${tenant}/v2.0`,
      { typ: "JWT" },
      { azp: "x", scp: "read" },
      true,
    ],
    [
      "Entra ID's ID token for the same app, without a nonce",
      "entra-id",
      `https://login.microsoftonline.com/${tenant}/v2.0`,
      { typ: "JWT" },
      { oid: "x" },
      false,
    ],
    [
      "Entra ID's version 1 access token",
      "entra-id",
      `https://sts.windows.net/${tenant}/`,
      { typ: "JWT" },
      { appid: "x" },
      true,
    ],
    [
      "Entra ID's version 1 ID token",
      "entra-id",
      `https://sts.windows.net/${tenant}/`,
      { typ: "JWT" },
      { oid: "x" },
      false,
    ],
    [
      "Cognito's access token",
      "cognito",
      "https://cognito-idp.eu-central-1.amazonaws.com/x",
      {},
      { token_use: "access" },
      true,
    ],
    [
      "Cognito's ID token",
      "cognito",
      "https://cognito-idp.eu-central-1.amazonaws.com/x",
      {},
      { token_use: "id" },
      false,
    ],
    [
      "Google's ID token",
      "google",
      "https://accounts.google.com",
      { typ: "JWT" },
      { aud: "x", at_hash: "h", nonce: "n" },
      true,
    ],
    [
      "Hydra's access token",
      "ory-hydra",
      "https://a.org",
      { typ: "JWT" },
      { client_id: "x", scp: ["a"], ext: {} },
      true,
    ],
    [
      "Hydra's ID token without nonce and hash",
      "ory-hydra",
      "https://a.org",
      { typ: "JWT" },
      { sid: "x" },
      false,
    ],
    [
      "Logto's access token",
      "logto",
      "https://a.logto.app/oidc",
      { typ: "at+jwt" },
      { client_id: "x" },
      true,
    ],
    ["Logto's ID token", "logto", "https://a.logto.app/oidc", {}, { at_hash: "h" }, false],
  ];
  for (const [title, preset, issuer, header, claims, accepted] of cases) {
    test(`${title} is ${accepted ? "accepted" : "refused"}`, () => {
      const more = { preset, issuer, jwksUri: undefined, audiences: ["x"], clientIds: ["app"] };
      assert.equal(accepts(claims, header, more), accepted);
    });
  }
});
