/** The tutorial's section on OpenID Connect and OPA: at fastgeoapi itself and at fastgeoapi behind us, with one policy. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { projectRoot } from "#infra/project-root";
import { ask, type ExactRequest } from "#test/http/exact-request";
import { type OpaServer, startOpa } from "../../opa/start-opa.ts";
import { answerText } from "./answer-text.ts";
import { type DirectFastgeoapi, startDirect } from "./direct-fastgeoapi.ts";
import { envFolder } from "./env-file.ts";
import { type ImportedApi, startImported } from "./imported-api.ts";
import { type OpenIdProvider, startOpenIdProvider } from "./openid-provider.ts";
import { sideBySide } from "./side-by-side.ts";
import { nothingStarted } from "./started-together.ts";

const obs = "/geoapi/collections/obs";
const client = "pygeoapi-client";
/** The policy of docs/fastgeoapi.md. */
const policy = readFileSync(join(projectRoot, "docs/fastgeoapi/policy/httpapi/authz.rego"), "utf8");
const bearer = (token: string): ExactRequest => ({ headers: { authorization: `Bearer ${token}` } });

/** Puts a policy in the place of the one before (OPA's REST API, "Create or Update a Policy"). */
async function usePolicy(opa: OpaServer, text: string): Promise<void> {
  const { status } = await fetch(`${opa.url}/v1/policies/authz`, { method: "PUT", body: text });
  assert.equal(status, 200);
}

describe("fastgeoapi's tutorial, OpenID Connect and OPA:", () => {
  const started = nothingStarted();
  let provider: OpenIdProvider;
  let opa: OpaServer;
  let asInTutorial: DirectFastgeoapi;
  let direct: DirectFastgeoapi;
  let ours: ImportedApi;
  let osgeo: ExactRequest;
  let geobeyond: ExactRequest;
  before(async () => {
    [provider, opa] = await started.together([startOpenIdProvider(client), startOpa()]);
    await usePolicy(opa, policy);
    const settings = {
      OPA_ENABLED: "true",
      OPA_URL: `${opa.url}/v1/data/httpapi/authz`,
      OIDC_WELL_KNOWN_ENDPOINT: provider.wellKnown,
      OIDC_CLIENT_ID: client,
      OIDC_CLIENT_SECRET: randomBytes(24).toString("base64url"),
    };
    const [tutorial, corrected] = await started.together([
      envFolder({ state: "dev", settings }),
      envFolder({ state: "dev", settings: { ...settings, OPA_URL: opa.url } }),
    ]);
    [asInTutorial, direct, ours] = await started.together([
      startDirect(tutorial),
      startDirect(corrected),
      startImported(tutorial),
    ]);
    osgeo = bearer(await provider.token("francesco", { company: "osgeo" }));
    geobeyond = bearer(await provider.token("ada", { company: "geobeyond" }));
  });
  after(() => started.close());
  const compared = sideBySide("openIdConnect", () => ({ there: direct.url, here: ours.url }));

  test("the tutorial's address of OPA makes fastgeoapi refuse everybody, and is corrected by the import", async () => {
    assert.match(ours.said, /DEV_OPA_URL.*\/v1\/data\/httpapi\/authz.*taken off/);
    const [there, here] = await Promise.all([ask(asInTutorial.url, obs, osgeo), ask(ours.url, obs, osgeo)]);
    compared.told("doubledPath", answerText(there), answerText(here));
  });

  test("a token whose claims satisfy the policy opens the same, links aside", async () => {
    for (const path of ["/geoapi/", "/geoapi/collections", obs, `${obs}/items?limit=2`]) {
      await compared.same(path, osgeo);
    }
    await compared.same("/geoapi/collections/lakes/items", geobeyond);
  });

  test("a token whose claims do not is refused by both, each in its own way", async () => {
    await compared.differs("refusedByPolicy", obs, geobeyond);
  });

  test("without a token fastgeoapi redirects everybody, and here everybody is challenged", async () => {
    for (const method of ["GET", "POST"]) {
      const [there] = await compared.differs("noCredential", obs, { method });
      assert.ok(there.headers.location?.startsWith(`${provider.authorizationEndpoint}?`));
    }
    await compared.differs("apiDefinition", "/geoapi/openapi");
  });

  test("a token that the provider does not know is refused by both", async () => {
    await compared.differs("invalidToken", obs, bearer(randomBytes(32).toString("base64url")));
  });

  test("a token that says nothing by itself opens fastgeoapi alone", async () => {
    const opaque = provider.opaqueToken("francesco", { company: "osgeo" });
    await compared.differs("opaqueToken", obs, bearer(opaque));
  });

  test("a revoked token works here until its end, because the provider is not asked", async () => {
    const token = await provider.token("francesco", { company: "osgeo" });
    await compared.same(obs, bearer(token));
    provider.revoke(token);
    const before = provider.userInfoRequests;
    await compared.differs("revokedToken", obs, bearer(token));
    assert.equal(provider.userInfoRequests, before + 1);
  });

  test("a path that can be read in two ways is refused here, whatever the policy says", async () => {
    await compared.differs("encodedSlash", "/geoapi/collections%2Fobs", osgeo);
  });

  test("only true allows here", async () => {
    await usePolicy(opa, 'package httpapi.authz\n\nallow := "yes"\n');
    await compared.differs("anyAllow", obs, osgeo);
    await usePolicy(opa, policy);
    await compared.same(obs, osgeo);
  });

  test("has shown every difference", () => compared.complete());
});
