/** `import fastgeoapi` with the providers that its users have: what becomes of an address of each product. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { always, jwksMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

const tenant = "8b1e3a54-0000-4000-8000-1d2c3b4a5f60";

const at = (issuer: string) => [
  ...always(),
  ...opaMode(newSecret()),
  `DEV_OIDC_WELL_KNOWN_ENDPOINT=${issuer}/.well-known/openid-configuration`,
];

/** Addresses as `.env` files have them before `/.well-known`, the audience that is needed, and what is written. */
const taken = [
  ["https://sso.example.org/realms/geo", [], "keycloak", "https://sso.example.org/realms/geo"],
  ["https://sso.example.org/auth/realms/geo", [], "keycloak", "https://sso.example.org/auth/realms/geo"],
  ["https://geo.eu.auth0.com", ["https://geo.example.org"], "auth0", "https://geo.eu.auth0.com/"],
  ["https://a1b2c3.logto.app/oidc", [], "logto", "https://a1b2c3.logto.app/oidc"],
  ["https://geo-1.projects.oryapis.com", [], "ory-hydra", "https://geo-1.projects.oryapis.com"],
  ["https://geo.okta.com/oauth2/default", [], "okta", "https://geo.okta.com/oauth2/default"],
  [
    "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example00",
    [],
    "cognito",
    "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example00",
  ],
  [
    `https://login.microsoftonline.com/${tenant}/v2.0`,
    ["api://geo"],
    "entra-id",
    `https://login.microsoftonline.com/${tenant}/v2.0`,
  ],
  ["https://login.example.org", [], undefined, "https://login.example.org"],
] as const;

/** Addresses that no token's `iss` has, and what is said about them. */
const refused = [
  ["https://sso.example.org/realms/geo/", /must be the realm's address, .* without a slash/],
  ["https://geo.okta.com", /must be a custom authorization server/],
  ["https://login.microsoftonline.com/common/v2.0", /no token names `common`/],
  [
    `https://login.microsoftonline.com/${tenant}`,
    /must be https:\/\/login\.microsoftonline\.com\/<tenant id>/,
  ],
  ["https://accounts.google.com/", /must be https:\/\/accounts\.google\.com/],
  ["https://a1b2c3.logto.app", /must be the tenant's address, which ends in \/oidc/],
] as const;

suite("import fastgeoapi, OpenID Connect", () => {
  for (const [address, audiences, preset, issuer] of taken) {
    test(`takes ${address} for ${preset ?? "a product that it does not know"}`, async () => {
      const run = await importedEnv(
        "fastgeoapi",
        at(address),
        audiences.flatMap((audience) => ["--audience", audience]),
      );
      assert.equal(run.code, 0, run.warned);
      const [only, ...others] = run.settings().tokens?.issuers ?? [];
      assert.deepEqual(others, []);
      assert.deepEqual(
        [only?.preset, only?.issuer, only?.audiences, only?.clientIds],
        [preset, issuer, [...audiences], ["geoportal"]],
      );
      assert.equal(/its address does not tell/.test(run.warned), preset === undefined);
      assert.match(run.warned, /Access tokens must be JSON Web Tokens/);
    });
  }

  for (const [address, remedy] of refused) {
    test(`refuses ${address}, of which no token is`, async () => {
      const run = await importedEnv("fastgeoapi", at(address), ["--audience", "api://geo"]);
      assert.deepEqual([run.code, run.wrote()], [1, false]);
      assert.match(run.warned, / {2}DEV_OIDC_WELL_KNOWN_ENDPOINT: /);
      assert.match(run.warned, remedy);
    });
  }

  test("has Google asked about its tokens, which are opaque", async () => {
    const run = await importedEnv("fastgeoapi", at("https://accounts.google.com"));
    const { issuers, opaque } = run.settings().tokens ?? {};
    assert.deepEqual(issuers, []);
    assert.deepEqual(
      opaque?.map(({ preset, issuer, clientIds }) => [preset, issuer, clientIds]),
      [["google", "https://accounts.google.com", ["geoportal"]]],
    );
    assert.match(run.warned, /Google is asked about each access token/);
    assert.doesNotMatch(run.warned, /must be JSON Web Tokens/);
  });

  test("has Google's tokens of both kinds where its key set is used as well", async () => {
    const google = "https://accounts.google.com";
    const run = await importedEnv(
      "fastgeoapi",
      [...at(google), ...jwksMode(), "DEV_OAUTH2_JWKS_ENDPOINT=https://www.googleapis.com/oauth2/v3/certs"],
      ["--issuer", google, "--client-id", "geoportal"],
    );
    const { issuers, opaque } = run.settings().tokens ?? {};
    assert.deepEqual([issuers?.[0]?.preset, issuers?.[0]?.accessTokenType], ["google", "id-token"]);
    assert.equal(opaque?.length, 1);
    assert.doesNotMatch(run.warned, /Both modes have one issuer/);
  });

  test("takes the audience for both modes where the provider's product cannot do without", async () => {
    for (const [address, audiences] of [
      ["https://geo.eu.auth0.com", ["https://geo.example.org"]],
      ["https://sso.example.org/realms/geo", []],
    ] as const) {
      const options = ["--audience", "https://geo.example.org"];
      const run = await importedEnv("fastgeoapi", [...at(address), ...jwksMode()], options);
      const [first, second] = run.settings().tokens?.issuers ?? [];
      assert.deepEqual(first?.audiences, ["geodata", "https://geo.example.org"]);
      assert.deepEqual(second?.audiences, audiences);
    }
  });

  test("says of one provider for both modes but once that it does not know it", async () => {
    const issuer = "https://login.example.org";
    const run = await importedEnv("fastgeoapi", [...at(issuer), ...jwksMode()], ["--issuer", issuer]);
    assert.equal(run.warned.match(/its address does not tell/g)?.length, 1);
  });

  test("has Google asked about the tokens of Panoramax's client, too", async () => {
    const run = await importedEnv("panoramax", [
      "OAUTH_PROVIDER=oidc",
      "OAUTH_OIDC_URL=https://accounts.google.com",
      "OAUTH_CLIENT_ID=pictures",
      `OAUTH_CLIENT_SECRET=${newSecret()}`,
    ]);
    const { issuers, opaque } = run.settings().tokens ?? {};
    assert.deepEqual([issuers, opaque?.[0]?.preset, opaque?.[0]?.clientIds], [[], "google", ["pictures"]]);
  });
});
