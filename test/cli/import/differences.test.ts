/** What `import fastgeoapi` says will be different: each sentence where it applies, and nowhere else. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readSettings } from "#core/settings/read-settings";
import { always, jwksMode, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

const keys = [...always(), ...keyMode(newSecret())];
const jwks = [...always(), ...jwksMode()];
const opa = [...always(), ...opaMode(newSecret())];
const functionArn = ["--function-arn", "arn:aws:lambda:eu-central-1:123456789012:function:fastgeoapi"];

const panoramax = [
  "OAUTH_PROVIDER=oidc",
  "OAUTH_OIDC_URL=https://sso.example.org/realms/geovisio",
  "OAUTH_CLIENT_ID=geovisio",
  `OAUTH_CLIENT_SECRET=${newSecret()}`,
];

interface Said {
  readonly what: string;
  readonly sentence: RegExp;
  readonly where: readonly (readonly [lines: readonly string[], options?: readonly string[]])[];
  readonly notWhere: readonly (readonly [lines: readonly string[], options?: readonly string[]])[];
}

const differences: readonly Said[] = [
  {
    what: "403 in the place of 401 when the policy refuses",
    sentence: /gets 403, and 401 is for who has none/,
    where: [[opa]],
    notWhere: [[keys], [jwks]],
  },
  {
    what: "401 in the place of a redirect for everybody",
    sentence: /redirected everybody to the provider with 303/,
    where: [[opa]],
    notWhere: [[keys], [jwks]],
  },
  {
    what: "the path that the tutorial doubles",
    sentence: /held the path \/v1\/data\/httpapi\/authz/,
    where: [[[...opa, "DEV_OPA_URL=https://opa.example.org/v1/data/httpapi/authz/"]]],
    notWhere: [[opa], [[...opa, "DEV_OPA_URL=https://opa.example.org/"]]],
  },
  {
    what: "the mount path in request_path",
    sentence: /request_path begins with "geoapi"/,
    where: [[opa]],
    notWhere: [[opa, ["--no-base-path-in-input"]], [keys], [[...opa, "DEV_FASTGEOAPI_CONTEXT=/"], []]],
  },
  {
    what: "a request_path without the mount path",
    sentence: /request_path is without "geoapi"/,
    where: [[opa, ["--no-base-path-in-input"]]],
    notWhere: [[opa]],
  },
  {
    what: "that tokens need Bearer, exp and sub",
    sentence: /`Authorization: Bearer` before it, and in it `exp` and `sub`/,
    where: [[jwks], [[...keys, ...jwksMode()]]],
    notWhere: [[keys], [opa]],
  },
  {
    what: "that tokens are verified, and no user information is asked for",
    sentence: /asked the provider's user information/,
    where: [[opa]],
    notWhere: [[keys], [jwks]],
  },
  {
    what: "that several schemes work together",
    sentence: /refuses to start with more than one/,
    where: [[[...keys, ...jwksMode()]], [[...keys, ...opaMode(newSecret())]]],
    notWhere: [[keys], [jwks], [opa]],
  },
  {
    what: "whom an API key is to OPA",
    sentence: /is the user "APIKey"/,
    where: [[[...keys, ...opaMode(newSecret())]]],
    notWhere: [[keys], [opa], [[...keys, ...jwksMode()]]],
  },
  {
    what: "that OPA decides about tokens of the JWKS issuer too",
    sentence: /OPA decides about every request/,
    where: [[[...jwks, ...opaMode(newSecret())]]],
    notWhere: [[jwks], [opa]],
  },
  {
    what: "that one issuer has both conditions",
    sentence: /Both modes have one issuer here/,
    where: [
      [[...jwks, ...opaMode(newSecret()), "DEV_OAUTH2_EXPECTED_ISSUER=https://sso.example.org/realms/geo"]],
    ],
    notWhere: [
      [[...jwks, ...opaMode(newSecret())]],
      [
        [...jwks, ...opaMode(newSecret()), "DEV_OAUTH2_EXPECTED_AUDIENCE="],
        ["--issuer", "https://sso.example.org/realms/geo", "--client-id", "qgis"],
      ],
    ],
  },
  {
    what: "that the API's definition is closed, and the rule that opens it",
    sentence: /\/geoapi\/openapi was open to everybody; it asks for a credential/,
    where: [[keys]],
    notWhere: [[jwks], [opa], [[...keys, "DEV_FASTGEOAPI_CONTEXT=/"]]],
  },
  {
    what: "that so is whatever begins as the definition's path",
    sentence: /\/geoapi\/openapi was open to everybody, and with JWKS whatever begins so/,
    where: [[jwks], [[...keys, ...jwksMode()]]],
    notWhere: [[keys], [opa]],
  },
  {
    what: "that a key has a quote or a # at its edge",
    sentence: /The key of DEV_PYGEOAPI_KEY_GLOBAL has a # or a quote/,
    where: [
      [[...keys, "DEV_PYGEOAPI_KEY_GLOBAL=0123456789abcdefghij'"]],
      [[...keys, "DEV_PYGEOAPI_KEY_GLOBAL=#0123456789abcdefghij"]],
    ],
    notWhere: [[keys], [[...keys, "DEV_PYGEOAPI_KEY_GLOBAL='0123456789#abcdefghij'"]]],
  },
  {
    what: "that documentation pages are closed, and the rule that opens them",
    sentence: /\/docs, \/redoc and \/openapi\.json were open .*"on": \{"administration": true\}/,
    where: [[keys], [jwks]],
    notWhere: [[opa]],
  },
  {
    what: "that health asks for a credential, and the setting that opens it",
    sentence: /\/healthz and \/readyz, .*, ask for a credential until backend\.publicHealth/,
    where: [[keys], [jwks]],
    notWhere: [[opa]],
  },
  {
    what: "that health is the policy's to open",
    sentence: /\/healthz and \/readyz, .*, are the policy's to open until backend\.publicHealth/,
    where: [[opa]],
    notWhere: [[keys]],
  },
  {
    what: "that MCP needs a rule",
    sentence: /\/mcp is closed until/,
    where: [[[...keys, "DEV_FASTGEOAPI_WITH_MCP=true"]], [[...opa, "DEV_FASTGEOAPI_WITH_MCP=1"]]],
    notWhere: [[keys], [[...keys, "DEV_FASTGEOAPI_WITH_MCP=no"]]],
  },
  {
    what: "that the reverse proxy setting believes anybody",
    sentence: /believes X-Forwarded-Host/,
    where: [[[...keys, "DEV_FASTGEOAPI_REVERSE_PROXY=true"]]],
    notWhere: [[keys]],
  },
  {
    what: "how fastgeoapi runs behind the authorizer",
    sentence: /DEV_AWS_LAMBDA_DEPLOY=true, DEV_LOG_ENQUEUE=false, DEV_FASTGEOAPI_HTTP_MAX_AGE_SECONDS=0/,
    where: [[keys], [jwks], [opa]],
    notWhere: [],
  },
  {
    what: "that a key can be guessed",
    sentence: /The key of DEV_PYGEOAPI_KEY_GLOBAL has fewer than 20 characters/,
    where: [[[...keys, "DEV_PYGEOAPI_KEY_GLOBAL=pygeoapi"]]],
    notWhere: [[keys]],
  },
  {
    what: "that a key is there under two names",
    sentence: /PYGEOAPI_KEY_OTHER holds the same key/,
    where: [[[...always(), ...keyMode("0123456789abcdefghij"), "PYGEOAPI_KEY_OTHER=0123456789abcdefghij"]]],
    notWhere: [[[...keys, "PYGEOAPI_KEY_OTHER=0123456789abcdefghij"]]],
  },
  {
    what: "that the unprefixed key is replaced at fastgeoapi's start",
    sentence: /PYGEOAPI_KEY_GLOBAL without the environment's prefix/,
    where: [[[...keys, "PYGEOAPI_KEY_GLOBAL=0123456789abcdefghij"]]],
    notWhere: [[keys]],
  },
  {
    what: "which of two lines counts",
    sentence: /The last one counts .*: DEV_JWKS_ENABLED\./,
    where: [[[...jwks, "DEV_JWKS_ENABLED=true"]]],
    notWhere: [[jwks]],
  },
  {
    what: "names that are passed over, or their lines",
    sentence: /passed over: DEV_UNKNOWN_SETTING, line 8\./,
    where: [
      [
        [...keys, "DEV_UNKNOWN_SETTING=1", "whatever=1", "PROD_UNKNOWN=1"],
        ["--env-state", "dev"],
      ],
    ],
    notWhere: [[keys]],
  },
  {
    what: "that the issuer is of this machine",
    sentence: /The issuer is of this machine/,
    where: [[jwks, ["--issuer", "http://localhost:8282/realms/geo"]]],
    notWhere: [[jwks]],
  },
  {
    what: "that OPA is of this machine",
    sentence: /DEV_OPA_URL is of this machine/,
    where: [[[...opa, "DEV_OPA_URL=http://127.0.0.1:8383"]]],
    notWhere: [[opa]],
  },
  {
    what: "that the function has to be named yet",
    sentence: /backend\.functionArn names no function yet/,
    where: [[keys]],
    notWhere: [[keys, functionArn]],
  },
];

suite("import fastgeoapi says", () => {
  for (const { what, sentence, where, notWhere } of differences) {
    test(`${what}, where that applies`, async () => {
      for (const [lines, options] of where) {
        const run = await importedEnv("fastgeoapi", lines, options);
        assert.equal(run.code, 0, run.warned);
        assert.match(run.warned, sentence);
      }
      for (const [lines, options] of notWhere) {
        const run = await importedEnv("fastgeoapi", lines, options);
        assert.equal(run.code, 0, run.warned);
        assert.doesNotMatch(run.warned, sentence);
      }
    });
  }

  test("only rules that settings may have", async () => {
    for (const product of ["fastgeoapi", "panoramax"] as const) {
      const lines = product === "fastgeoapi" ? [...keys, "DEV_FASTGEOAPI_WITH_MCP=true"] : panoramax;
      const run = await importedEnv(product, lines);
      const rules = [...run.warned.matchAll(/\{"who": .*?\}\}/g)].map(([rule]) => JSON.parse(rule));
      assert.ok(rules.length > 0, run.warned);
      const { accessRules, ...others } = JSON.parse(run.settingsText());
      for (const rule of rules) {
        assert.doesNotThrow(() =>
          readSettings(JSON.stringify({ ...others, accessRules: [...accessRules, rule] })),
        );
      }
    }
  });
});
