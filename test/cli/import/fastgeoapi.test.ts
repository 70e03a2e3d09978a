/** `import fastgeoapi`: what becomes of its settings, and what is said about it. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { keySecret } from "#adapters/api-keys/key-secret-text";
import { always, jwksMode, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

suite("import fastgeoapi", () => {
  test("takes every key that is valid there, and no other", async () => {
    const [global, extra, other] = [newSecret(), newSecret(), newSecret()];
    const run = await importedEnv(
      "fastgeoapi",
      [
        ...always(),
        ...keyMode(global),
        `PYGEOAPI_KEY_WEB_MAP='${extra}'`,
        `PYGEOAPI_KEY_GLOBAL=${other}`,
        `PROD_PYGEOAPI_KEY_GLOBAL=${other}`,
        `DEV_PYGEOAPI_KEY_EXTRA=${other}`,
      ],
      ["--env-state", "dev"],
    );
    assert.equal(run.code, 0, run.warned);
    const text = run.secretText("api-keys");
    assert.deepEqual(JSON.parse(text).keys, { global, "web-map": extra });
    assert.deepEqual([...keySecret(text).names], ["global", "web-map"]);
    assert.notEqual(run.settings().apiKeys, undefined);
    assert.match(run.warned, /DEV_PYGEOAPI_KEY_EXTRA: never a key there/);
  });

  test("lets whoever has a valid credential do what they could there, but for administration and MCP", async () => {
    const run = await importedEnv("fastgeoapi", [
      ...always(),
      ...keyMode(newSecret()),
      "DEV_FASTGEOAPI_WITH_MCP=true",
    ]);
    assert.deepEqual(run.settings().accessRules, [
      {
        who: "signed-in",
        may: ["read", "create", "update", "delete", "execute"],
        on: { api: true, assets: true, jobs: "all", collections: ["*"], processes: ["*"] },
      },
    ]);
    assert.match(run.warned, /"on": \{"administration": true\}/);
    assert.match(run.warned, /"on": \{"mcp": true\}/);
  });

  test("takes tokens of the JWKS issuer for the audience that was expected", async () => {
    const run = await importedEnv("fastgeoapi", [...always(), ...jwksMode()]);
    const [issuer, ...others] = run.settings().tokens?.issuers ?? [];
    assert.deepEqual(others, []);
    assert.equal(issuer?.issuer, "https://login.example.org");
    assert.equal(issuer?.jwksUri, "https://login.example.org/keys");
    assert.deepEqual(issuer?.audiences, ["geodata"]);
  });

  test("asks the OPA server about tokens of the provider's client, with the mount path in the question", async () => {
    const secret = newSecret();
    const run = await importedEnv("fastgeoapi", [...always(), ...opaMode(secret)]);
    const { policy, tokens, accessRules } = run.settings();
    assert.deepEqual(
      [policy.engine, policy.input, policy.decision, policy.basePathInInput],
      ["remote", "fastapi-opa", "httpapi/authz", true],
    );
    assert.equal(policy.engine === "remote" && policy.url, "https://opa.example.org");
    assert.equal(tokens?.issuers[0]?.issuer, "https://sso.example.org/realms/geo");
    assert.deepEqual(tokens?.issuers[0]?.clientIds, ["geoportal"]);
    assert.deepEqual(accessRules, []);
    assert.deepEqual(JSON.parse(run.secretText("login-client")), {
      client_id: "geoportal",
      client_secret: secret,
    });
  });

  test("asks without the mount path when the policy was written so", async () => {
    const lines = [...always(), ...opaMode(newSecret())];
    const run = await importedEnv("fastgeoapi", lines, ["--no-base-path-in-input"]);
    assert.equal(run.settings().policy.basePathInInput, false);
    const atRoot = [...lines, "DEV_FASTGEOAPI_CONTEXT=/"];
    const refused = await importedEnv("fastgeoapi", atRoot, ["--no-base-path-in-input"]);
    assert.match(refused.warned, /--no-base-path-in-input: needs `backend.basePath`/);
  });

  test("takes of one issuer for both modes what both let in", async () => {
    const issuer = "https://sso.example.org/realms/geo";
    const run = await importedEnv(
      "fastgeoapi",
      [...always(), ...jwksMode(), ...opaMode(newSecret())],
      ["--issuer", issuer, "--client-id", "qgis"],
    );
    const [only, ...others] = run.settings().tokens?.issuers ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(
      [only?.issuer, only?.jwksUri, only?.audiences, only?.clientIds],
      [issuer, "https://login.example.org/keys", ["geodata"], ["qgis", "geoportal"]],
    );
  });

  test("takes the path of the tutorial off OPA's address, and says so", async () => {
    const run = await importedEnv("fastgeoapi", [
      ...always(),
      ...opaMode(newSecret()),
      "DEV_OPA_URL=http://localhost:8383/v1/data/httpapi/authz",
    ]);
    const { policy } = run.settings();
    assert.equal(policy.engine === "remote" && policy.url, "http://localhost:8383");
    assert.match(run.warned, /DEV_OPA_URL held the path \/v1\/data\/httpapi\/authz/);
  });

  test("has all three schemes side by side", async () => {
    const run = await importedEnv("fastgeoapi", [
      ...always(),
      ...keyMode(newSecret()),
      ...jwksMode(),
      ...opaMode(newSecret()),
    ]);
    const { apiKeys, tokens, policy } = run.settings();
    assert.notEqual(apiKeys, undefined);
    assert.equal(tokens?.issuers.length, 2);
    assert.equal(policy.engine, "remote");
    assert.match(run.warned, /refuses to start with more than one/);
    assert.match(run.warned, /the user "APIKey"/);
  });

  test("picks the environment by the flag, by the file, or because there is only one", async () => {
    const [dev, prod] = [newSecret(), newSecret()];
    const both = [...always(), ...keyMode(dev), ...always("PROD_"), ...keyMode(prod, "PROD_")];
    const keyOf = async (lines: readonly string[], options: readonly string[] = []) => {
      const run = await importedEnv("fastgeoapi", lines, options);
      return JSON.parse(run.secretText("api-keys")).keys.global;
    };
    assert.equal(await keyOf([...both, "ENV_STATE=prod"]), prod);
    assert.equal(await keyOf([...both, "ENV_STATE=prod"], ["--env-state", "dev"]), dev);
    assert.equal(await keyOf([...always("PROD_"), ...keyMode(prod, "PROD_")]), prod);
  });
});
