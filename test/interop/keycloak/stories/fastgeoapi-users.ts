/** fastgeoapi's tutorial with the provider that it names: its OpenID Connect and OPA, and its key set, at a real Keycloak. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { projectRoot } from "#infra/project-root";
import type { ExactRequest } from "#test/http/exact-request";
import { type DirectFastgeoapi, startDirect } from "../../fastgeoapi/tutorial/direct-fastgeoapi.ts";
import { envFolder } from "../../fastgeoapi/tutorial/env-file.ts";
import { type ImportedApi, startImported } from "../../fastgeoapi/tutorial/imported-api.ts";
import { sideBySide } from "../../fastgeoapi/tutorial/side-by-side.ts";
import { nothingStarted } from "../../fastgeoapi/tutorial/started-together.ts";
import { startOpa } from "../../opa/start-opa.ts";
import { type CompanyRealm, importCompanyRealm } from "../company-realm.ts";
import { claimsOf, clientCredentials, headerOf, revoke, userInformation, withPassword } from "../grants.ts";
import { audience } from "../realm-representation.ts";
import { keyUses } from "../signing-keys.ts";
import type { KeycloakServer } from "../start-keycloak.ts";

/** The policy of docs/fastgeoapi.md. */
const policy = join(projectRoot, "docs/fastgeoapi/policy");
const obs = "/geoapi/collections/obs";
const lakes = "/geoapi/collections/lakes/items";
/** Without it Keycloak says nothing of a token's user, and so fastgeoapi takes no token. */
const openid = "openid";

const bearer = (token: string): ExactRequest => ({ headers: { authorization: `Bearer ${token}` } });

/** A realm as the tutorial's, and what its `.env` files become when they are imported. */
export function fastgeoapiUsers(server: () => KeycloakServer): void {
  describe("and are those of fastgeoapi's tutorial", () => {
    const started = nothingStarted();
    let realm: CompanyRealm;
    let direct: Servers;
    let ours: Readonly<Record<keyof Servers, ImportedApi>>;
    before(async () => {
      const [opa] = await started.together([startOpa(policy)]);
      realm = await importCompanyRealm(server(), "fastgeoapi");
      const openIdConnect = {
        OPA_ENABLED: "true",
        OIDC_WELL_KNOWN_ENDPOINT: realm.wellKnown,
        OIDC_CLIENT_ID: realm.portal.id,
        OIDC_CLIENT_SECRET: realm.portal.secret,
      };
      const oauth2 = {
        JWKS_ENABLED: "true",
        OAUTH2_JWKS_ENDPOINT: `${realm.issuer}/protocol/openid-connect/certs`,
        OAUTH2_TOKEN_ENDPOINT: `${realm.issuer}/protocol/openid-connect/token`,
      };
      const [withOpa, asInTutorial, withKeySet] = await started.together([
        envFolder({ state: "dev", settings: { ...openIdConnect, OPA_URL: opa.url } }),
        envFolder({
          state: "dev",
          settings: { ...openIdConnect, OPA_URL: `${opa.url}/v1/data/httpapi/authz` },
        }),
        envFolder({ state: "dev", settings: oauth2 }),
      ]);
      const whose = ["--issuer", realm.issuer, "--audience", audience];
      const [one, other, here, there] = await started.together([
        startDirect(withOpa),
        startDirect(withKeySet),
        startImported(asInTutorial),
        startImported(withKeySet, whose),
      ]);
      direct = { withOpa: one, withKeySet: other };
      ours = { withOpa: here, withKeySet: there };
    });
    after(() => started.close());

    describe("with OpenID Connect and OPA", () => {
      const servers = () => ({ there: direct.withOpa.url, here: ours.withOpa.url });
      openIdConnectAndOpa(() => realm, servers);

      test("were imported with Keycloak's preset and the tutorial's client", () => {
        const { issuers = [] } = ours.withOpa.settings.tokens ?? {};
        // Beside it stands the development issuer of this machine.
        const { preset, clientIds, audiences } = issuers.find(({ issuer }) => issuer === realm.issuer) ?? {};
        assert.deepEqual([preset, clientIds, audiences], ["keycloak", [realm.portal.id], []]);
      });
    });

    describe("with OAuth2 and the realm's key set", () => {
      const servers = () => ({ there: direct.withKeySet.url, here: ours.withKeySet.url });
      oauth2(() => realm, servers);
    });
  });
}

interface Servers {
  readonly withOpa: DirectFastgeoapi;
  readonly withKeySet: DirectFastgeoapi;
}

type Compared = Parameters<typeof sideBySide>[1];

function openIdConnectAndOpa(realm: () => CompanyRealm, servers: Compared): void {
  const compared = sideBySide("openIdConnect", servers);
  const atKeycloak = sideBySide("keycloak", servers);
  const tokensOf = (company: "osgeo" | "geobeyond", scope?: string) =>
    withPassword(realm(), realm().portal, realm().of[company], scope);

  test("open the same collections by the user's company, links aside", async () => {
    const [osgeo, geobeyond] = [await tokensOf("osgeo", openid), await tokensOf("geobeyond", openid)];
    for (const path of ["/geoapi/", "/geoapi/collections", obs, `${obs}/items?limit=2`]) {
      await compared.same(path, bearer(osgeo.access_token));
    }
    await compared.same(lakes, bearer(geobeyond.access_token));
    await compared.differs("refusedByPolicy", obs, bearer(geobeyond.access_token));
    await compared.differs("refusedByPolicy", lakes, bearer(osgeo.access_token));
  });

  test("hold all that the user information says, so that the policy misses nothing", async () => {
    const { access_token } = await tokensOf("osgeo", openid);
    const [status, information] = await userInformation(realm(), access_token);
    assert.equal(status, 200);
    const claims = claimsOf(access_token);
    assert.deepEqual({ ...claims, ...information }, claims);
    assert.deepEqual([claims.company, claims.azp, claims.typ], ["osgeo", realm().portal.id, "Bearer"]);
    assert.equal(headerOf(access_token).typ, "JWT");
  });

  test("of a program open what the policy opens to everybody with a token", async () => {
    const { access_token } = await clientCredentials(realm(), { client: realm().portal, scope: openid });
    await compared.same("/geoapi/collections", bearer(access_token));
    await compared.differs("refusedByPolicy", obs, bearer(access_token));
  });

  test("are redirected for there and asked for here, where there is none", async () => {
    const [there] = await compared.differs("noCredential", obs);
    const login = `${realm().issuer}/protocol/openid-connect/auth?`;
    assert.ok(there.headers.location?.startsWith(login), there.headers.location);
  });

  test("open nothing when they are no access tokens of the realm", async () => {
    const { id_token, refresh_token, access_token } = await tokensOf("osgeo", openid);
    for (const token of [
      id_token,
      refresh_token,
      `${access_token}x`,
      randomBytes(32).toString("base64url"),
    ]) {
      await compared.differs("invalidToken", obs, bearer(token));
    }
  });

  test("need no scope openid here, without which the tutorial's request gets a token that fastgeoapi refuses", async () => {
    const { access_token } = await tokensOf("osgeo");
    assert.equal((await userInformation(realm(), access_token))[0], 403);
    await atKeycloak.differs("withoutOpenid", obs, bearer(access_token));
  });

  test("of another client of the realm open fastgeoapi alone", async () => {
    const { elsewhere, of } = realm();
    const { access_token } = await withPassword(realm(), elsewhere, of.osgeo, openid);
    await atKeycloak.differs("otherClient", obs, bearer(access_token));
  });

  test("work here until their end, also when they were revoked", async () => {
    const { access_token } = await tokensOf("osgeo", openid);
    await revoke(realm(), realm().portal, access_token);
    await compared.differs("revokedToken", obs, bearer(access_token));
  });

  test("have shown every difference that Keycloak makes", () => atKeycloak.complete());
}

function oauth2(realm: () => CompanyRealm, servers: Compared): void {
  const compared = sideBySide("oauth2", servers);

  test("open the API here, and not fastgeoapi itself, which stumbles over the encryption key", async () => {
    assert.deepEqual((await keyUses(realm())).toSorted(), ["enc", "sig"]);
    const { portal, of } = realm();
    const granted = [
      clientCredentials(realm(), { client: portal }),
      withPassword(realm(), portal, of.geobeyond),
    ];
    for (const { access_token } of await Promise.all(granted)) {
      await compared.differs("moreKeys", obs, bearer(access_token));
    }
  });

  test("open nothing when they are for another API, or none", async () => {
    const { access_token } = await clientCredentials(realm(), { client: realm().elsewhere });
    await compared.differs("invalidToken", obs, bearer(access_token));
    await compared.differs("noToken", obs);
  });
}
