/** The tutorial's section on OAuth2: tokens of oidc-provider, at fastgeoapi itself and at fastgeoapi behind us. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { type RunningProvider, resources, startProvider } from "../../oidc-provider/start-provider.ts";
import { type DirectFastgeoapi, startDirect } from "./direct-fastgeoapi.ts";
import { type EnvFolder, envFolder } from "./env-file.ts";
import { type ImportedApi, runImport, startImported } from "./imported-api.ts";
import { sideBySide } from "./side-by-side.ts";
import { nothingStarted } from "./started-together.ts";

const obs = "/geoapi/collections/obs";
const scope = "wells:read";
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("fastgeoapi's tutorial, OAuth2:", () => {
  const started = nothingStarted();
  let provider: RunningProvider;
  let env: EnvFolder;
  let direct: DirectFastgeoapi;
  let ours: ImportedApi;
  before(async () => {
    [provider] = await started.together([startProvider([scope])]);
    // What the tutorial sets, and no more.
    const settings = {
      JWKS_ENABLED: "true",
      OAUTH2_JWKS_ENDPOINT: provider.jwksUri,
      OAUTH2_TOKEN_ENDPOINT: `${provider.issuer}/token`,
    };
    [env] = await started.together([envFolder({ state: "dev", settings })]);
    const whose = ["--issuer", provider.issuer, "--audience", "ogc-api"];
    [direct, ours] = await started.together([startDirect(env), startImported(env, whose)]);
  });
  after(() => started.close());
  const compared = sideBySide("oauth2", () => ({ there: direct.url, here: ours.url }));
  const tokenFor = async (resource: string) => (await provider.clientToken({ resource, scope })).access_token;

  test("a key set with several algorithms makes fastgeoapi refuse every token, and is no matter here", async () => {
    await compared.differs("moreKeys", obs, bearer(await tokenFor(resources.api)));
    // From here on the set is one that fastgeoapi can use.
    await provider.useKeys([signingKey()]);
  });

  test("the tutorial's settings take tokens for anybody, and are imported only with who is meant", async () => {
    const { code, said } = await runImport(env, []);
    assert.match(said, /DEV_OAUTH2_EXPECTED_ISSUER.*--issuer/);
    assert.match(said, /DEV_OAUTH2_EXPECTED_AUDIENCE.*--audience/);
    compared.told("noReceiver", "starts", code === 0 ? "imported" : "the import refuses the file");
    await compared.differs("otherAudience", obs, bearer(await tokenFor(resources.elsewhere)));
  });

  test("without a token both challenge", async () => {
    const [there, here] = await compared.differs("noToken", obs);
    assert.match(there.headers["www-authenticate"] ?? "", /^Bearer realm=/);
    assert.match(here.headers["www-authenticate"] ?? "", /^Bearer realm="[^"]+", resource_metadata="/);
  });

  test("with a token both serve the same, links aside", async () => {
    const withToken = bearer(await tokenFor(resources.api));
    for (const path of [obs, "/geoapi/", `${obs}/items?limit=2`]) await compared.same(path, withToken);
  });

  test("with a token that is none both refuse", async () => {
    await compared.differs("invalidToken", obs, bearer("none"));
  });

  test("a token without its scheme, or one that never ends, opens fastgeoapi alone", async () => {
    const token = await tokenFor(resources.api);
    await compared.differs("rawToken", obs, { headers: { authorization: token } });
    const { exp: _never, ...claims }: JWTPayload = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
    );
    await compared.differs("noExpiry", obs, bearer(await signed(claims)));
  });

  test("has shown every difference", () => compared.complete());

  function signingKey(): JWK {
    const key = provider.keys.find(({ alg }) => alg === "RS256");
    assert.ok(key !== undefined);
    return key;
  }

  /** A token that the provider itself would not issue, by its key. */
  async function signed(claims: JWTPayload): Promise<string> {
    const { kid, ...key } = signingKey();
    const header = { alg: "RS256", typ: "at+jwt", ...(kid !== undefined && { kid }) };
    return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(key, "RS256"));
  }
});
