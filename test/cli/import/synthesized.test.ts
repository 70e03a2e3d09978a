/** Every settings file that `import` writes is valid, and synthesizes as it is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { keySecret } from "#adapters/api-keys/key-secret-text";
import { readSettings } from "#core/settings/read-settings";
import { OgcApiStack } from "#infra/stack";
import { ogcApiApp } from "#infra/synthesize";
import { smallAssets } from "../../infra/synthesized-stack.ts";
import { temporaryFolder } from "../../infra/temporary-folder.ts";
import { always, jwksMode, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { type ImportRun, importedEnv } from "./imported-env.ts";

type Case = readonly [what: string, lines: readonly string[], options?: readonly string[]];

const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:fastgeoapi:live";

/** Which of the three schemes are on. */
const schemes: readonly (readonly [keys: boolean, jwks: boolean, opa: boolean])[] = [
  [true, false, false],
  [false, true, false],
  [false, false, true],
  [true, true, false],
  [true, false, true],
  [false, true, true],
  [true, true, true],
];

function ofSchemes(prefix: string): Case[] {
  return schemes.map(([keys, jwks, opa]) => [
    `${prefix} with${keys ? " keys" : ""}${jwks ? " JWKS" : ""}${opa ? " OPA" : ""}`,
    [
      ...always(prefix),
      ...(keys ? [...keyMode(newSecret(), prefix), `PYGEOAPI_KEY_EXTRA=${newSecret()}`] : []),
      ...(jwks ? jwksMode(prefix) : []),
      ...(opa ? opaMode(newSecret(), prefix) : []),
    ],
  ]);
}

const ofTutorial: readonly Case[] = [
  ["the tutorial's API key", [...always(), ...keyMode("pygeoapi")]],
  [
    "the tutorial's JWKS",
    [
      ...always(),
      "DEV_JWKS_ENABLED=true",
      "DEV_OAUTH2_JWKS_ENDPOINT=https://samples.auth0.com/.well-known/jwks.json",
      "DEV_OAUTH2_TOKEN_ENDPOINT=https://samples.auth0.com/oauth/token",
    ],
    ["--issuer", "https://samples.auth0.com/", "--audience", "geodata"],
  ],
  [
    "the tutorial's OPA",
    [
      ...always(),
      ...opaMode(newSecret()),
      "DEV_OPA_URL=http://localhost:8383/v1/data/httpapi/authz",
      "DEV_OIDC_WELL_KNOWN_ENDPOINT=http://localhost:8282/realms/pygeoapi/.well-known/openid-configuration",
    ],
  ],
];

const ofFlags: readonly Case[] = [
  [
    "Google's opaque tokens",
    [
      ...always(),
      ...opaMode(newSecret()),
      "DEV_OIDC_WELL_KNOWN_ENDPOINT=https://accounts.google.com/.well-known/openid-configuration",
    ],
  ],
  ["a named function", [...always(), ...keyMode(newSecret())], ["--function-arn", functionArn]],
  ["a policy without the mount path", [...always(), ...opaMode(newSecret())], ["--no-base-path-in-input"]],
  ["a new key", [...always(), ...keyMode("short")], ["--replace-unusable-keys"]],
  [
    "only clients",
    jwksMode().slice(0, 4).concat(always()),
    ["--client-id", "geoportal", "--client-id", "qgis"],
  ],
  ["the API at the root", [...always(), ...jwksMode(), "DEV_FASTGEOAPI_CONTEXT=/"]],
  ["a slash behind the mount path", [...always(), ...jwksMode(), "DEV_FASTGEOAPI_CONTEXT=/geo/api/"]],
  [
    "one issuer for both modes",
    [...always(), ...jwksMode(), ...opaMode(newSecret())],
    ["--issuer", "https://sso.example.org/realms/geo"],
  ],
  ...[
    "https://geo.eu.auth0.com",
    "https://geo.okta.com/oauth2/default",
    "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example00",
    "https://login.microsoftonline.com/8b1e3a54-0000-4000-8000-1d2c3b4a5f60/v2.0",
    "https://login.example.org",
  ].map(
    (issuer): Case => [
      `the provider ${issuer}`,
      [
        ...always(),
        ...opaMode(newSecret()),
        `DEV_OIDC_WELL_KNOWN_ENDPOINT=${issuer}/.well-known/openid-configuration`,
      ],
      ["--audience", "https://geo.example.org"],
    ],
  ),
];

const ofPanoramax: readonly Case[] = [
  [
    "Panoramax with OpenID Connect",
    [
      "OAUTH_PROVIDER='oidc'",
      "OAUTH_OIDC_URL='http://localhost:3030/realms/geovisio'",
      'OAUTH_CLIENT_ID="geovisio"',
      `OAUTH_CLIENT_SECRET=${newSecret()}`,
    ],
  ],
  [
    "Panoramax with OpenStreetMap",
    ["OAUTH_PROVIDER=osm", "OAUTH_CLIENT_ID=panoramax", `OAUTH_CLIENT_SECRET=${newSecret()}`],
  ],
];

/** Synthesizes the file that was written, with small functions. */
function synthesized(run: ImportRun): string {
  assert.equal(run.code, 0, run.warned);
  const settings = readSettings(run.settingsText());
  const app = ogcApiApp(temporaryFolder());
  new OgcApiStack(app, { settings, assets: smallAssets() });
  const { templateFullPath } = app.synth().getStackByName(settings.name);
  return readFileSync(templateFullPath, "utf8");
}

suite("settings that import writes synthesize", () => {
  for (const [what, lines, options] of [
    ...ofSchemes("DEV_"),
    ...ofSchemes("PROD_"),
    ...ofTutorial,
    ...ofFlags,
  ]) {
    test(what, async () => {
      const run = await importedEnv("fastgeoapi", lines, options);
      assert.match(synthesized(run), /AWS::ApiGateway::RestApi/);
      if (run.settings().apiKeys !== undefined) keySecret(run.secretText("api-keys"));
    });
  }

  for (const [what, lines, options] of ofPanoramax) {
    test(what, async () => {
      assert.match(synthesized(await importedEnv("panoramax", lines, options)), /AWS::ApiGateway::RestApi/);
    });
  }
});
