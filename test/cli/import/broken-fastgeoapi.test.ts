/** Broken `.env` files of fastgeoapi: each gets a remedy that names the variable and says what to change, and nothing is written. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { ran } from "../ran.ts";
import { always, jwksMode, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

const key = newSecret();
const keys = [...always(), ...keyMode(key)];
const jwks = [...always(), ...jwksMode()];
const opa = [...always(), ...opaMode(newSecret())];

const without = (lines: readonly string[], name: string) =>
  lines.filter((line) => !line.startsWith(`${name}=`));

/** What is broken, the file, the variable that is named, and what the remedy says. */
const broken: readonly (readonly [
  what: string,
  lines: readonly string[],
  variable: string,
  remedy: RegExp,
])[] = [
  ["no scheme is enabled", always(), "DEV_API_KEY_ENABLED", /set one of them to true/],
  [
    "every scheme is switched off",
    [...keys, "DEV_API_KEY_ENABLED=false"],
    "DEV_API_KEY_ENABLED",
    /runs open/,
  ],
  [
    "a scheme is neither on nor off",
    [...keys, "DEV_API_KEY_ENABLED=enabled"],
    "DEV_API_KEY_ENABLED",
    /true or false/,
  ],
  ["a flag has a blank", [...keys, "DEV_LOG_ENQUEUE="], "DEV_LOG_ENQUEUE", /true or false/],
  [
    "the tutorial's misspelt name",
    [...keys, "DEV_API_KEY_ENABLE=true"],
    "DEV_API_KEY_ENABLE",
    /write DEV_API_KEY_ENABLED/,
  ],
  [
    "a name in small letters",
    [...keys, "dev_jwks_enabled=true"],
    "dev_jwks_enabled",
    /write DEV_JWKS_ENABLED/,
  ],
  ["a name without its prefix", [...keys, "OPA_ENABLED=true"], "OPA_ENABLED", /write DEV_OPA_ENABLED/],
  [
    "a letter too many",
    [...jwks, "DEV_OAUTH2_EXPECTED_AUDIENCES=x"],
    "DEV_OAUTH2_EXPECTED_AUDIENCES",
    /write DEV_OAUTH2_EXPECTED_AUDIENCE,/,
  ],
  ["no key", without(keys, "DEV_PYGEOAPI_KEY_GLOBAL"), "DEV_PYGEOAPI_KEY_GLOBAL", /must hold the API key/],
  ["an empty key", [...keys, "DEV_PYGEOAPI_KEY_GLOBAL="], "DEV_PYGEOAPI_KEY_GLOBAL", /blank header/],
  [
    "a second key that is empty",
    [...keys, "PYGEOAPI_KEY_EXTRA=''"],
    "PYGEOAPI_KEY_EXTRA",
    /give it a key, or take the line out/,
  ],
  ["a short key", [...keys, "PYGEOAPI_KEY_EXTRA=secret"], "PYGEOAPI_KEY_EXTRA", /--replace-unusable-keys/],
  [
    "a key with a space",
    [...keys, "PYGEOAPI_KEY_EXTRA='two words of a key'"],
    "PYGEOAPI_KEY_EXTRA",
    /no space/,
  ],
  [
    "a key that refers to another variable",
    [...keys, "PYGEOAPI_KEY_EXTRA=${SECRET_OF_MINE}"],
    "PYGEOAPI_KEY_EXTRA",
    /write the value out/,
  ],
  [
    "a key to the left of =",
    [...keys, "PYGEOAPI_KEY_EXTRA:c2VjcmV0=="],
    "line 7",
    /must have a name of letters/,
  ],
  [
    "more keys than a secret takes",
    [...keys, ...Array.from({ length: 50 }, (_, index) => `PYGEOAPI_KEY_N${index}=${newSecret()}`)],
    "PYGEOAPI_KEY_",
    /are 51 keys .*take 1 out of the file, .*keys create/,
  ],
  ["no mount path", without(keys, "DEV_FASTGEOAPI_CONTEXT"), "DEV_FASTGEOAPI_CONTEXT", /such as \/geoapi/],
  [
    "a mount path without a slash",
    [...keys, "DEV_FASTGEOAPI_CONTEXT=geoapi"],
    "DEV_FASTGEOAPI_CONTEXT",
    /each after a slash/,
  ],
  [
    "a mount path beside the API",
    [...keys, "DEV_FASTGEOAPI_CONTEXT=/mcp"],
    "DEV_FASTGEOAPI_CONTEXT",
    /must not begin with/,
  ],
  [
    "no key set",
    without(jwks, "DEV_OAUTH2_JWKS_ENDPOINT"),
    "DEV_OAUTH2_JWKS_ENDPOINT",
    /address of the key set/,
  ],
  [
    "a key set by http",
    [...jwks, "DEV_OAUTH2_JWKS_ENDPOINT=http://login.example.org/keys"],
    "DEV_OAUTH2_JWKS_ENDPOINT",
    /https/,
  ],
  [
    "a key set without an issuer",
    without(jwks, "DEV_OAUTH2_EXPECTED_ISSUER"),
    "DEV_OAUTH2_EXPECTED_ISSUER",
    /--issuer/,
  ],
  [
    "a key set without an audience",
    without(jwks, "DEV_OAUTH2_EXPECTED_AUDIENCE"),
    "DEV_OAUTH2_EXPECTED_AUDIENCE",
    /--audience .*--client-id/,
  ],
  [
    "an issuer by http",
    [...jwks, "DEV_OAUTH2_EXPECTED_ISSUER=http://login.example.org"],
    "DEV_OAUTH2_EXPECTED_ISSUER",
    /https/,
  ],
  ["no OPA server", without(opa, "DEV_OPA_URL"), "DEV_OPA_URL", /address of the OPA server/],
  ["an OPA server by http", [...opa, "DEV_OPA_URL=http://opa.example.org"], "DEV_OPA_URL", /https/],
  [
    "another policy in OPA's address",
    [...opa, "DEV_OPA_URL=https://opa.example.org/v1/data/mine"],
    "DEV_OPA_URL",
    /take out \/v1\/data/,
  ],
  [
    "OPA's address with a password",
    [...opa, "DEV_OPA_URL=https://geo:hush@opa.example.org"],
    "DEV_OPA_URL",
    /without user name/,
  ],
  [
    "no provider",
    without(opa, "DEV_OIDC_WELL_KNOWN_ENDPOINT"),
    "DEV_OIDC_WELL_KNOWN_ENDPOINT",
    /provider's metadata/,
  ],
  [
    "a provider's address that is no metadata",
    [...opa, "DEV_OIDC_WELL_KNOWN_ENDPOINT=https://sso.example.org/realms/geo"],
    "DEV_OIDC_WELL_KNOWN_ENDPOINT",
    /must end with/,
  ],
  [
    "a provider by http",
    [
      ...opa,
      "DEV_OIDC_WELL_KNOWN_ENDPOINT=http://sso.example.org/realms/geo/.well-known/openid-configuration",
    ],
    "DEV_OIDC_WELL_KNOWN_ENDPOINT",
    /https/,
  ],
  ["no client", without(opa, "DEV_OIDC_CLIENT_ID"), "DEV_OIDC_CLIENT_ID", /every other client/],
  ["an unknown environment", [...keys, "ENV_STATE=staging"], "ENV_STATE", /dev or prod/],
  ["an environment in capitals", [...keys, "ENV_STATE=DEV"], "ENV_STATE", /lower case/],
  ["an environment without settings", [...keys, "ENV_STATE=prod"], "ENV_STATE", /PROD_/],
  ["two environments and no choice", [...keys, "PROD_API_KEY_ENABLED=true"], "ENV_STATE", /--env-state/],
  ["quotes that do not end", [...keys, "DEV_LOG_FORMAT='open"], "line 7", /end the quotes/],
  ["YAML", [...keys, "DEV_LOG_LEVEL: debug"], "line 7", /write NAME=value/],
  ["a no-break space", [...keys, "DEV_LOG_LEVEL=\u00a0debug"], "line 7", /type the line anew/],
  ["nothing in it", [], "the file", /no name that begins with DEV_ or PROD_/],
  ["all names in small letters", keys.map((line) => line.toLowerCase()), "the file", /in capitals/],
  ["all names without prefix", keys.map((line) => line.replace(/^DEV_/, "")), "the file", /write them so/],
  [
    "a second line that takes the key away",
    [...keys, "DEV_PYGEOAPI_KEY_GLOBAL="],
    "DEV_PYGEOAPI_KEY_GLOBAL",
    /the last one counts/,
  ],
  [
    "a remark in the place of a key",
    [...keys, "PYGEOAPI_KEY_EXTRA= # yours"],
    "PYGEOAPI_KEY_EXTRA",
    /a line of its own/,
  ],
  ["a Windows path in quotes", [...keys, "DEV_LOG_PATH='C:\\logs\\'"], "line 7", /backslash/],
  [
    "a key set whose address has a secret",
    [...jwks, `DEV_OAUTH2_JWKS_ENDPOINT=https://login.example.org/keys?api_key=${key}`],
    "DEV_OAUTH2_JWKS_ENDPOINT",
    /no query but p or appid/,
  ],
  [
    "metadata that --issuer cannot stand for, since it is the other mode's",
    [...jwks, ...opaMode(newSecret()), "DEV_OIDC_WELL_KNOWN_ENDPOINT=https://sso.example.org/realms/geo"],
    "DEV_OIDC_WELL_KNOWN_ENDPOINT",
    /before which the issuer stands(?!;)/,
  ],
];

suite("a broken .env file of fastgeoapi", () => {
  for (const [what, lines, variable, remedy] of broken) {
    test(`with ${what} is refused with its remedy`, async () => {
      const run = await importedEnv("fastgeoapi", lines);
      assert.equal(run.code, 1);
      assert.equal(run.written, "");
      assert.equal(run.wrote(), false);
      const line = run.warned.split("\n").find((each) => each.startsWith(`  ${variable}`));
      assert.match(line ?? `not named: ${run.warned}`, remedy);
      assert.match(run.warned, /has 1 mistake, and nothing is written/);
    });
  }

  test("tells all mistakes at once", async () => {
    const run = await importedEnv("fastgeoapi", [
      ...without(jwks, "DEV_OAUTH2_EXPECTED_ISSUER"),
      "DEV_API_KEY_ENABLED=maybe",
      "DEV_OPA_ENABLED=yes",
      "DEV_API_KEY_ENABLE=true",
    ]);
    for (const name of [
      "OAUTH2_EXPECTED_ISSUER",
      "API_KEY_ENABLED",
      "OPA_URL",
      "OIDC_CLIENT_ID",
      "API_KEY_ENABLE:",
    ]) {
      assert.match(run.warned, new RegExp(`  DEV_${name}`));
    }
    assert.match(run.warned, /has 6 mistakes/);
  });

  test("can be mended by the flags that its remedies name", async () => {
    const lines = without(without(jwks, "DEV_OAUTH2_EXPECTED_ISSUER"), "DEV_OAUTH2_EXPECTED_AUDIENCE");
    const options = ["--issuer", "https://login.example.org/", "--audience", "a", "--client-id", "b"];
    const run = await importedEnv("fastgeoapi", lines, options);
    const [issuer] = run.settings().tokens?.issuers ?? [];
    assert.deepEqual(
      [issuer?.issuer, issuer?.audiences, issuer?.clientIds],
      ["https://login.example.org/", ["a"], ["b"]],
    );
    const replaced = await importedEnv(
      "fastgeoapi",
      [...keys, "PYGEOAPI_KEY_EXTRA=short"],
      ["--replace-unusable-keys"],
    );
    const made = JSON.parse(replaced.secretText("api-keys")).keys;
    assert.equal(made.global, key);
    assert.match(made.extra, /^[\w-]{43}$/);
    assert.match(replaced.warned, /"extra" has a new one/);
  });

  test("names what an issuer's product goes wrong with", async () => {
    const at = "DEV_OIDC_WELL_KNOWN_ENDPOINT=https://geo.eu.auth0.com/.well-known/openid-configuration";
    const refused = await importedEnv("fastgeoapi", [...opa, at]);
    assert.match(refused.warned, / {2}--audience: must name the API's identifier/);
    const mended = await importedEnv("fastgeoapi", [...opa, at], ["--audience", "https://geo.example.org"]);
    assert.equal(mended.settings().tokens?.issuers[0]?.issuer, "https://geo.eu.auth0.com/");
  });

  test("names the environment that the file has, where another one is meant", async () => {
    const run = await importedEnv("fastgeoapi", keys, ["--env-state", "prod"]);
    assert.match(run.warned, / {2}--env-state: is prod, .* begins with PROD_: .* --env-state dev$/m);
  });

  test("that is not there, is a folder or has no end is refused", async () => {
    for (const [file, remedy] of [
      ["no-such-file.env", /no-such-file\.env is not there: name the \.env file/],
      [".", /\. is a folder: name the \.env file in it/],
      ["/dev/zero", /has more than 100000 bytes, and is no \.env file/],
    ] as const) {
      const run = await ran(["import", "fastgeoapi", file]);
      assert.deepEqual([run.code, run.written], [1, ""]);
      assert.match(run.warned, remedy);
    }
  });
});
