/** `import panoramax`: what its identity provider becomes, what waits for the log-in, and what is refused. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type BrokenFile, refusesEach, without } from "./broken-env.ts";
import { newSecret } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

const oidc = (secret: string) => [
  "OAUTH_PROVIDER=oidc",
  "OAUTH_OIDC_URL=https://sso.example.org/realms/geovisio",
  "OAUTH_CLIENT_ID=geovisio",
  `OAUTH_CLIENT_SECRET=${secret}`,
  "API_FORCE_AUTH_ON_UPLOAD=true",
];

/** What the log-in will need, as the settings keep it. */
function loginIn(settingsText: string): Record<string, unknown> {
  return JSON.parse(settingsText)["// login"];
}

const broken: readonly BrokenFile[] = [
  ["no provider", without(oidc("s"), "OAUTH_PROVIDER"), "OAUTH_PROVIDER", /oidc or osm/],
  [
    "another provider",
    [...oidc("s"), "OAUTH_PROVIDER=github"],
    "OAUTH_PROVIDER",
    /oidc or osm, in lower case/,
  ],
  ["no issuer", without(oidc("s"), "OAUTH_OIDC_URL"), "OAUTH_OIDC_URL", /provider's address/],
  [
    "an issuer by http",
    [...oidc("s"), "OAUTH_OIDC_URL=http://sso.example.org/realms/g"],
    "OAUTH_OIDC_URL",
    /https/,
  ],
  [
    "the metadata's address",
    [...oidc("s"), "OAUTH_OIDC_URL=https://sso.example.org/realms/g/.well-known/openid-configuration"],
    "OAUTH_OIDC_URL",
    /take out \/\.well-known/,
  ],
  ["no client", without(oidc("s"), "OAUTH_CLIENT_ID"), "OAUTH_CLIENT_ID", /must name the client/],
  [
    "no client at OpenStreetMap",
    ["OAUTH_PROVIDER=osm", "OAUTH_CLIENT_SECRET=s"],
    "OAUTH_CLIENT_ID",
    /must name the client/,
  ],
  ["a blank secret", [...oidc("s"), "OAUTH_CLIENT_SECRET="], "OAUTH_CLIENT_SECRET", /secret of the client/],
  [
    "a misspelt name",
    [...oidc("s"), "API_FORCE_AUTH_ON_UPLOADS=true"],
    "API_FORCE_AUTH_ON_UPLOADS",
    /write API_FORCE_AUTH_ON_UPLOAD,/,
  ],
];

suite("import panoramax", () => {
  test("takes access tokens that the OpenID provider issued to Panoramax's client", async () => {
    const run = await importedEnv("panoramax", oidc(newSecret()));
    const [issuer] = run.settings().tokens?.issuers ?? [];
    assert.deepEqual(
      [issuer?.preset, issuer?.issuer, issuer?.clientIds],
      ["keycloak", "https://sso.example.org/realms/geovisio", ["geovisio"]],
    );
    assert.deepEqual(
      run.settings().accessRules.map(({ who }) => who),
      ["signed-in"],
    );
  });

  test("keeps what the log-in will need, and its secret apart", async () => {
    const secret = newSecret();
    const run = await importedEnv("panoramax", [...oidc(secret), `FLASK_SECRET_KEY=${newSecret()}`]);
    const { what, clientSecret, ...login } = loginIn(run.settingsText());
    assert.match(String(what), /nothing reads this yet/);
    assert.match(String(clientSecret), /login-client/);
    assert.deepEqual(login, {
      provider: "oidc",
      issuer: "https://sso.example.org/realms/geovisio",
      clientId: "geovisio",
      login: "/api/auth/login",
      redirect: "/api/auth/redirect",
      logout: "/api/auth/logout",
    });
    assert.deepEqual(JSON.parse(run.secretText("login-client")), {
      client_id: "geovisio",
      client_secret: secret,
    });
    assert.match(run.warned, /FLASK_SECRET_KEY was not taken/);
  });

  test("lets nobody in by OpenStreetMap, whose tokens may be anybody's client's, and says so", async () => {
    const run = await importedEnv("panoramax", [
      ...without(oidc(newSecret()), "OAUTH_OIDC_URL"),
      "OAUTH_PROVIDER=osm",
    ]);
    const { tokens, apiKeys } = run.settings();
    assert.equal(tokens, undefined);
    assert.notEqual(apiKeys?.managed, undefined);
    assert.equal(loginIn(run.settingsText()).provider, "osm");
    assert.match(run.warned, /Nobody can sign in with an OpenStreetMap account yet/);
  });

  test("says what was open there and is closed here", async () => {
    const anonymous = await importedEnv("panoramax", without(oidc(newSecret()), "API_FORCE_AUTH_ON_UPLOAD"));
    assert.match(anonymous.warned, /Nobody uploads without a credential/);
    const signedIn = await importedEnv("panoramax", oidc(newSecret()));
    assert.doesNotMatch(signedIn.warned, /Nobody uploads without a credential/);
    assert.match(signedIn.warned, /"who": "anyone", "may": \["read"\]/);
  });

  suite("a broken .env file", () => {
    refusesEach("panoramax", broken);
  });
});
