/** Properties: whatever is in a `.env` file, no secret of it is printed or put into the settings. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import fc from "fast-check";
import { holdsFor, runsOf } from "../../properties/seeded.ts";
import { always, jwksMode, newSecret } from "./fastgeoapi-env.ts";
import { type ImportRun, importedEnv } from "./imported-env.ts";

/** How a line with a secret may be written, rightly and wrongly; `$` stands for the secret. */
const written = fc.constantFrom(
  "NAME=$",
  "NAME='$'",
  'NAME="$"',
  "export NAME = $ # remark",
  "NAME=",
  "NAME",
  'NAME="$',
  "NAME='$' $",
  "NAME: $",
  "NAME:$=",
  "NAME=${$}",
  "NAME=' $'",
  "NAME=$\n$",
  "NAME=\n$=",
  "$",
  "$=NAME",
  "NAME=https://user:$@opa.example.org",
  "NAME=http://opa.example.org/?token=$",
  "NAME=https://opa.example.org/?token=$",
  "NAME=$\u00a0",
  "#NAME=$",
);

const fastgeoapiNames = fc.constantFrom(
  "DEV_PYGEOAPI_KEY_GLOBAL",
  "DEV_PYGEOAPI_KEY_EXTRA",
  "PYGEOAPI_KEY_EXTRA",
  "PYGEOAPI_KEY_GLOBAL",
  "DEV_OIDC_CLIENT_SECRET",
  "DEV_OIDC_CLIENT_SECRETS",
  "dev_oidc_client_secret",
  "DEV_OPA_URL",
  "DEV_OAUTH2_EXPECTED_ISSUER",
  "DEV_OAUTH2_JWKS_ENDPOINT",
  "DEV_FASTGEOAPI_CONTEXT",
  "DEV_API_KEY_ENABLED",
  "ENV_STATE",
  "OAUTH_CLIENT_SECRET",
  "FLASK_SECRET_KEY",
  "PASSWORD",
  "${PASSWORD}",
);

const panoramaxNames = fc.constantFrom(
  "OAUTH_PROVIDER",
  "OAUTH_OIDC_URL",
  "OAUTH_CLIENT_SECRET",
  "FLASK_SECRET_KEY",
  "API_FORCE_AUTH_ON_UPLOAD",
  "DB_URL",
  "OAUTH_CLIENT_SECRETS",
);

/** Lines with secrets, and the secrets. */
function linesWith(names: fc.Arbitrary<string>) {
  const line = fc
    .tuple(names, written, fc.uint8Array({ minLength: 18, maxLength: 18 }))
    .map(([name, form, bytes]) => {
      const secret = Buffer.from(bytes).toString("hex");
      return { line: form.replaceAll("$", secret).replace("NAME", name), secret };
    });
  return fc.array(line, { minLength: 1, maxLength: 6 });
}

/** Everything that an import made but the files of secrets. */
function shown({ written: out, warned, folder }: ImportRun): string {
  const settings = readdirSync(folder).includes("settings.json")
    ? readFileSync(path.join(folder, "settings.json"), "utf8")
    : "";
  return `${out}\n${warned}\n${settings}`;
}

const modes = fc.record({ keys: fc.boolean(), jwks: fc.boolean(), opa: fc.boolean(), replace: fc.boolean() });

/** A file that would be right without the lines that are added. */
function fastgeoapiLines({ keys, jwks, opa }: { keys: boolean; jwks: boolean; opa: boolean }): string[] {
  return [
    ...always(),
    `DEV_API_KEY_ENABLED=${keys}`,
    ...(jwks ? jwksMode() : []),
    ...(opa
      ? [
          "DEV_OPA_ENABLED=on",
          "DEV_OPA_URL=https://opa.example.org",
          "DEV_OIDC_WELL_KNOWN_ENDPOINT=https://sso.example.org/.well-known/openid-configuration",
          "DEV_OIDC_CLIENT_ID=geoportal",
        ]
      : []),
  ];
}

suite("no secret of a .env file is shown", () => {
  test("by import fastgeoapi, whether it works or not", async (context) => {
    let worked = 0;
    await holdsFor(
      runsOf(300),
      fc.asyncProperty(modes, linesWith(fastgeoapiNames), async (mode, secrets) => {
        const lines = [...fastgeoapiLines(mode), ...secrets.map(({ line }) => line)];
        const run = await importedEnv("fastgeoapi", lines, mode.replace ? ["--replace-unusable-keys"] : []);
        worked += run.code === 0 ? 1 : 0;
        for (const { secret } of secrets) assert.ok(!shown(run).includes(secret), run.warned);
        assert.equal(run.code === 0, run.wrote());
      }),
      context,
    );
    assert.ok(worked > 5, `only ${worked} files were right`);
  });

  test("by import panoramax, whether it works or not", async (context) => {
    await holdsFor(
      runsOf(150),
      fc.asyncProperty(
        fc.constantFrom("oidc", "osm"),
        linesWith(panoramaxNames),
        async (provider, secrets) => {
          const lines = [
            `OAUTH_PROVIDER=${provider}`,
            "OAUTH_OIDC_URL=https://sso.example.org/realms/geo",
            "OAUTH_CLIENT_ID=geovisio",
            `OAUTH_CLIENT_SECRET=${newSecret()}`,
            ...secrets.map(({ line }) => line),
          ];
          const run = await importedEnv("panoramax", lines);
          for (const { secret } of secrets) assert.ok(!shown(run).includes(secret), run.warned);
        },
      ),
      context,
    );
  });

  test("and what is not shown is in the files of secrets", async () => {
    const secret = newSecret();
    const run = await importedEnv("fastgeoapi", [
      ...fastgeoapiLines({ keys: true, jwks: false, opa: true }),
      `DEV_PYGEOAPI_KEY_GLOBAL=${secret}`,
      `DEV_OIDC_CLIENT_SECRET=${secret}`,
    ]);
    assert.ok(run.secretText("api-keys").includes(secret));
    assert.ok(run.secretText("login-client").includes(secret));
    assert.ok(!shown(run).includes(secret));
  });
});
