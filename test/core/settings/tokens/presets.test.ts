/** Presets write settings out: what was given stays, and what tells access tokens apart is not lost by giving more. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { validSettings } from "#core/settings/read-settings";
import { jwtPresetNames, opaquePresetNames } from "#core/settings/tokens/preset-names";
import { least, mistakesOf } from "../mistakes-of.ts";

const tenant = "11111111-2222-3333-4444-555555555555";

/** An issuer of every preset, as an operator writes it who has read docs/tokens.md. */
const jwt: Record<(typeof jwtPresetNames)[number], { issuer: string }> = {
  keycloak: given("https://login.example.org/realms/geo", { audiences: ["ogc-api"] }),
  auth0: given("https://example.eu.auth0.com/", { audiences: ["https://api.example.org"] }),
  okta: given("https://example.okta.com/oauth2/default", { audiences: ["api://default"] }),
  "entra-id": given(`https://login.microsoftonline.com/${tenant}/v2.0`, { audiences: ["app"] }),
  cognito: given("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_A", { clientIds: ["app"] }),
  google: given("https://accounts.google.com", { audiences: ["app.apps.googleusercontent.com"] }),
  "ory-hydra": given("https://hydra.example.org", { audiences: ["ogc-api"] }),
  logto: given("https://example.logto.app/oidc", { audiences: ["https://api.example.org"] }),
};
const introspection = {
  url: "https://hydra-admin.example.org/admin/oauth2/introspect",
  clientSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:client-AbCdEf",
};
const opaque: Record<(typeof opaquePresetNames)[number], { issuer: string }> = {
  google: given("https://accounts.google.com", { clientIds: ["app.apps.googleusercontent.com"] }),
  github: given("https://github.com", { clientIds: ["Ov23li"] }),
  "ory-hydra": given("https://hydra.example.org", { audiences: ["ogc-api"], introspection }),
};

function given(issuer: string, more: object) {
  return { issuer, ...more };
}

const validated = (tokens: object) => validSettings({ ...least, tokens }).tokens;
const issuerOf = (preset: keyof typeof jwt, more: object = {}) =>
  validated({ issuers: [{ preset, ...jwt[preset], ...more }] })?.issuers[0];
const opaqueOf = (preset: keyof typeof opaque, more: object = {}) =>
  validated({ opaque: [{ preset, ...opaque[preset], ...more }] })?.opaque[0];

/** The mistakes in one issuer of JSON Web Tokens, by the setting's name in it. */
function mistakes(preset: keyof typeof jwt, more: object): string[] {
  const tokens = { issuers: [{ preset, ...jwt[preset], ...more }] };
  return Object.keys(mistakesOf({ ...least, tokens })).map((name) => name.replace("tokens.issuers[0].", ""));
}

describe("a preset", () => {
  for (const preset of jwtPresetNames) {
    test(`${preset} needs no more than the issuer and whom its tokens are for`, () => {
      assert.match(issuerOf(preset)?.jwksUri ?? "", /^https:\/\/[^/]+\/.*[^/]$/);
    });
  }
  for (const preset of opaquePresetNames) {
    test(`${preset} for opaque tokens knows their prefix`, () => {
      assert.match(opaqueOf(preset)?.prefix ?? "", /^[a-z0-9_]+[_.]$/);
    });
  }

  test("changes nothing that was given", () => {
    const more = { jwksUri: "https://mirror.example.org/keys", refusedClaims: [], scopeClaim: "rights" };
    const { jwksUri, refusedClaims, scopeClaim } = issuerOf("keycloak", more) ?? {};
    assert.deepEqual({ jwksUri, refusedClaims, scopeClaim }, more);
  });

  test("keeps what tells access tokens apart where one more claim is required", () => {
    const requiredClaims = { tenant: "geo" };
    assert.deepEqual(issuerOf("keycloak", { requiredClaims })?.requiredClaims, {
      typ: "Bearer",
      tenant: "geo",
    });
  });

  test("keeps the address of a user-info call where only its memory is set", () => {
    const { userInfo } = opaqueOf("github", { userInfo: { cacheSeconds: 5 } }) ?? {};
    assert.equal(userInfo?.url, "https://api.github.com/user");
    assert.equal(userInfo?.cacheSeconds, 5);
  });

  test("that does not exist is a mistake, also by an inherited name", () => {
    for (const preset of ["okra", "constructor", "__proto__", "github"]) {
      const tokens = { issuers: [{ preset, issuer: "https://login.example.org", audiences: ["a"] }] };
      assert.deepEqual(Object.keys(mistakesOf({ ...least, tokens })), ["tokens.issuers[0].preset"], preset);
    }
  });

  test("throws on nothing that stands where an issuer should", () => {
    for (const issuer of [null, 7, [], {}, { preset: "okta" }, { preset: "okta", issuer: 7 }, "okta"]) {
      assert.notDeepEqual(mistakesOf({ ...least, tokens: { issuers: [issuer] } }), {});
    }
  });
});

describe("the key set's address", () => {
  const addresses: [keyof typeof jwt, string, string][] = [
    ["keycloak", "https://a.org/realms/geo", "https://a.org/realms/geo/protocol/openid-connect/certs"],
    ["auth0", "https://a.eu.auth0.com/", "https://a.eu.auth0.com/.well-known/jwks.json"],
    ["okta", "https://a.okta.com/oauth2/x", "https://a.okta.com/oauth2/x/v1/keys"],
    [
      "entra-id",
      `https://login.microsoftonline.us/${tenant}/v2.0`,
      `https://login.microsoftonline.us/${tenant}/discovery/v2.0/keys`,
    ],
    [
      "entra-id",
      `https://sts.windows.net/${tenant}/`,
      `https://login.microsoftonline.com/${tenant}/discovery/keys`,
    ],
    ["ory-hydra", "https://hydra.example.org/", "https://hydra.example.org/.well-known/jwks.json"],
    ["logto", "https://a.logto.app/oidc", "https://a.logto.app/oidc/jwks"],
  ];
  for (const [preset, issuer, jwksUri] of addresses) {
    test(`of ${preset} at ${issuer}`, () => {
      assert.equal(issuerOf(preset, { issuer })?.jwksUri, jwksUri);
    });
  }

  test("of GitHub Enterprise Server's user is below its own address", () => {
    const { userInfo } = opaqueOf("github", { issuer: "https://git.example.org" }) ?? {};
    assert.equal(userInfo?.url, "https://git.example.org/api/v3/user");
  });
});

test("a preset at the wrong place is refused with the place where it belongs", () => {
  const github = { ...opaque.github, preset: "github" };
  const keycloak = { ...jwt.keycloak, preset: "keycloak" };
  const remedies = mistakesOf({ ...least, tokens: { issuers: [github], opaque: [keycloak] } });
  assert.match(remedies["tokens.issuers[0].preset"] ?? "", /`tokens\.opaque`$/);
  assert.match(remedies["tokens.opaque[0].preset"] ?? "", /`tokens\.issuers`$/);
});

describe("a mistake at a provider is", () => {
  const cases: [string, keyof typeof jwt, object, string[]][] = [
    ["Keycloak's address without realm", "keycloak", { issuer: "https://login.example.org" }, ["issuer"]],
    ["a realm with a slash", "keycloak", { issuer: "https://login.example.org/realms/geo/" }, ["issuer"]],
    ["the audience that all Keycloak clients have", "keycloak", { audiences: ["account"] }, ["audiences"]],
    ["Auth0's issuer without its slash", "auth0", { issuer: "https://example.eu.auth0.com" }, ["issuer"]],
    ["no audience at Auth0", "auth0", { audiences: [], clientIds: ["spa"] }, ["audiences"]],
    ["a client for an audience at Auth0", "auth0", { audiences: ["spa"], clientIds: ["spa"] }, ["audiences"]],
    [
      "Auth0's user info for an audience",
      "auth0",
      { audiences: ["https://example.eu.auth0.com/userinfo"] },
      ["audiences"],
    ],
    ["Okta's org authorization server", "okta", { issuer: "https://example.okta.com" }, ["issuer"]],
    [
      "Entra ID's `common`",
      "entra-id",
      { issuer: "https://login.microsoftonline.com/common/v2.0" },
      ["issuer"],
    ],
    [
      "a domain for Entra ID's tenant",
      "entra-id",
      { issuer: "https://login.microsoftonline.com/example.org/v2.0" },
      ["issuer"],
    ],
    [
      "version 1 of Entra ID without its slash",
      "entra-id",
      { issuer: `https://sts.windows.net/${tenant}` },
      ["issuer"],
    ],
    ["no audience at Entra ID", "entra-id", { audiences: [], clientIds: ["app"] }, ["audiences"]],
    [
      "Microsoft Graph for an audience",
      "entra-id",
      { audiences: ["https://graph.microsoft.com"] },
      ["audiences"],
    ],
    ["no client at Cognito", "cognito", { clientIds: [], audiences: ["api"] }, ["clientIds"]],
    ["Google's issuer spelt otherwise", "google", { issuer: "https://accounts.google.com/" }, ["issuer"]],
    ["no audience at Google", "google", { audiences: [], clientIds: ["app"] }, ["audiences"]],
    ["Logto's address without /oidc", "logto", { issuer: "https://example.logto.app" }, ["issuer"]],
  ];
  for (const [title, preset, more, expected] of cases) {
    test(title, () => assert.deepEqual(mistakes(preset, more), expected));
  }

  test("Hydra's introspection without its administrative address", () => {
    const { url: _, ...withoutUrl } = introspection;
    const tokens = { opaque: [{ preset: "ory-hydra", ...opaque["ory-hydra"], introspection: withoutUrl }] };
    assert.deepEqual(Object.keys(mistakesOf({ ...least, tokens })), ["tokens.opaque[0].introspection.url"]);
  });

  test("none where Keycloak's `account` stands beside the clients", () => {
    assert.deepEqual(mistakes("keycloak", { audiences: ["account"], clientIds: ["geoportal"] }), []);
  });
});
