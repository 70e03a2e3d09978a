/** What a mistake in a `.env` file of fastgeoapi leads to: all are told, and what a remedy names mends it. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { ran } from "../ran.ts";
import { without } from "./broken-env.ts";
import { always, jwksMode, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

const key = newSecret();
const keys = [...always(), ...keyMode(key)];
const jwks = [...always(), ...jwksMode()];
const opa = [...always(), ...opaMode(newSecret())];

suite("a mistaken .env file of fastgeoapi", () => {
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
