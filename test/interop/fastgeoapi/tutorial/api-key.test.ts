/** The tutorial's section on API keys: by fastgeoapi itself, and by fastgeoapi behind us with the same `.env` file. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { startTokenIssuer, type TokenIssuer } from "#local/token-issuer/token-issuer";
import { ask } from "#test/http/exact-request";
import { type DirectFastgeoapi, startDirect } from "./direct-fastgeoapi.ts";
import { type EnvFolder, type EnvSettings, envFolder } from "./env-file.ts";
import { type ImportedApi, runImport, startImported } from "./imported-api.ts";
import { sideBySide } from "./side-by-side.ts";
import { nothingStarted } from "./started-together.ts";

const obs = "/geoapi/collections/obs";
const key = randomBytes(24).toString("base64url");
const partner = randomBytes(24).toString("base64url");
const withKey = { headers: { "x-api-key": key } };

/** Runs with a `.env` file in its folder, which is removed whatever happens. */
async function withFile<Result>(
  settings: EnvSettings,
  run: (env: EnvFolder) => Promise<Result>,
): Promise<Result> {
  const env = await envFolder(settings);
  return run(env).finally(env.close);
}

describe("fastgeoapi's tutorial, API keys:", () => {
  const started = nothingStarted();
  let direct: DirectFastgeoapi;
  let ours: ImportedApi;
  let withEmptyKey: EnvFolder;
  before(async () => {
    const settings = { API_KEY_ENABLED: "true", PYGEOAPI_KEY_GLOBAL: key };
    const file = (keys: EnvSettings["unprefixed"]) =>
      envFolder({ state: "dev", settings, unprefixed: { PYGEOAPI_KEY_PARTNER: partner, ...keys } });
    let corrected: EnvFolder;
    [withEmptyKey, corrected] = await started.together([file({ PYGEOAPI_KEY_EMPTY: "" }), file({})]);
    [direct, ours] = await started.together([startDirect(withEmptyKey), startImported(corrected)]);
  });
  after(() => started.close());
  const compared = sideBySide("apiKey", () => ({ there: direct.url, here: ours.url }));

  test("with two schemes at once fastgeoapi does not start, and behind us a key and a token open it", async (context) => {
    const issuer: TokenIssuer = await startTokenIssuer({ audience: "geodata" });
    context.after(() => issuer.close());
    const settings = {
      API_KEY_ENABLED: "true",
      PYGEOAPI_KEY_GLOBAL: key,
      JWKS_ENABLED: "true",
      OAUTH2_JWKS_ENDPOINT: issuer.jwksUri,
      OAUTH2_TOKEN_ENDPOINT: issuer.tokenEndpoint,
      OAUTH2_EXPECTED_ISSUER: issuer.issuer,
      OAUTH2_EXPECTED_AUDIENCE: "geodata",
    };
    await withFile({ state: "dev", settings }, async (env) => {
      const exclusive = /ValueError: OPA_ENABLED, JWKS_ENABLED and API_KEY_ENABLED are mutually exclusive/;
      const [[both]] = await Promise.all([
        started.together([startImported(env)]),
        assert.rejects(startDirect(env), exclusive),
      ]);
      assert.match(both.said, /more than one of them/);
      const authorization = `Bearer ${await issuer.token()}`;
      for (const headers of [withKey.headers, { authorization }]) {
        assert.equal((await ask(both.url, obs, { headers })).status, 200);
      }
      assert.equal((await ask(both.url, obs)).status, 401);
    });
    compared.told("twoSchemes", "does not start", "a key opens, and so does a token");
  });

  test("without a key both refuse", async () => {
    const [, { headers }] = await compared.differs("noKey", obs);
    assert.match(headers["www-authenticate"] ?? "", /ApiKey realm="[^"]+".*X-API-Key/i);
  });

  test("with a wrong key both refuse, and here exactly as without one", async () => {
    const [, wrong] = await compared.differs("wrongKey", obs, { headers: { "x-api-key": "another" } });
    const none = await ask(ours.url, obs);
    assert.deepEqual(
      [wrong.text, wrong.headers["www-authenticate"]].map((text) => withoutIds(text)),
      [none.text, none.headers["www-authenticate"]].map((text) => withoutIds(text)),
    );
  });

  test("with the key both serve the same, links aside", async () => {
    for (const path of [obs, "/geoapi/", "/geoapi/collections", `${obs}/items?limit=2`]) {
      await compared.same(path, withKey);
    }
  });

  test("the API definition names the scheme of fastgeoapi, and none here", async () => {
    const [there, here] = await Promise.all(
      [direct.url, ours.url].map(async (url) => {
        const { components } = JSON.parse((await ask(url, "/geoapi/openapi?f=json", withKey)).text);
        const names = Object.keys(components.securitySchemes ?? {}).map((name) => `\`${name}\``);
        return names.join(", ") || "none";
      }),
    );
    compared.told("securitySchemes", there ?? "", here ?? "");
  });

  test("every variable that begins PYGEOAPI_KEY_ is a key, there and here", async () => {
    await compared.same(obs, { headers: { "x-api-key": partner } });
  });

  test("what fastgeoapi leaves open to everybody is closed here", async () => {
    await compared.differs("apiDefinition", "/geoapi/openapi?f=json");
    for (const path of ["/docs", "/redoc", "/openapi.json"]) await compared.differs("documentation", path);
    for (const path of ["/healthz", "/readyz"]) await compared.differs("health", path);
    await compared.differs("administration", "/admin/config/reload", withKey);
  });

  test("an empty key opens fastgeoapi to everybody, and is not imported", async () => {
    const { status } = await ask(direct.url, obs, { headers: { "x-api-key": "" } });
    const { code, said } = await runImport(withEmptyKey, []);
    assert.match(said, /PYGEOAPI_KEY_EMPTY/);
    compared.told("emptyKey", String(status), refusedBy(code));
  });

  test("with no scheme fastgeoapi is open to everybody, and the file is not imported", async () => {
    await withFile({ state: "dev", settings: { API_KEY_ENABLE: "true" } }, async (env) => {
      const [there, { code, said }] = await Promise.all([startDirect(env), runImport(env, [])]);
      const { status } = await ask(there.url, obs).finally(there.close);
      assert.match(said, /API_KEY_ENABLED/);
      const open = status === 200 ? "starts, open to everybody" : String(status);
      compared.told("noScheme", open, refusedBy(code));
    });
  });

  test("has shown every difference", () => compared.complete());
});

/** How the command's end reads in the table. */
const refusedBy = (code: number) => (code === 0 ? "imported" : "the import refuses the file");

/** Without what tells one request from another. */
const withoutIds = (text: string | undefined) => text?.replace(/"(?:extendedR|r)equestId":"[^"]*"/g, "");
