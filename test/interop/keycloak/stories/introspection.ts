/** Tokens that are checked here and at Keycloak (RFC 7662), so that they stop when Keycloak says so. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { claimsOf, clientCredentials, logIn, logOut, revoke } from "../grants.ts";
import { clientSecret, introspectedIssuer } from "../introspecting.ts";
import { answered, lakes, startProtected, wells } from "../protected-api.ts";
import { addClient, endSession, importRealm, type Realm, setUserEnabled } from "../realm.ts";
import { usualScopes } from "../realm-representation.ts";
import type { KeycloakServer } from "../start-keycloak.ts";

/** A realm whose client may introspect, and one for which the API has a wrong secret. */
export function introspection(server: () => KeycloakServer): void {
  describe("which it introspects at every request", () => {
    let realm: Realm;
    let mistaken: Realm;
    let api: LocalApi;
    const written: string[] = [];
    before(async () => {
      realm = await importRealm(server(), "introspected");
      mistaken = await importRealm(server(), "mistaken");
      const wrong = { ...mistaken.api, secret: realm.api.secret };
      api = await startProtected(
        { issuers: [introspectedIssuer(realm), introspectedIssuer(mistaken)] },
        {
          secrets: { ...clientSecret(realm), ...clientSecret(mistaken, wrong) },
          onLog: (_name, line) => written.push(line),
        },
      );
    });
    after(() => api?.close());
    const get = (token: string, path = lakes) => answered(api, path, token);
    const inactive = [401, "token_inactive"];

    test("takes tokens of programs and of users, with their scopes", async () => {
      for (const scope of ["email", "wells.read"]) {
        for (const granted of [clientCredentials(realm, { scope }), logIn(realm, `openid ${scope}`)]) {
          const { access_token } = await granted;
          assert.equal((await get(access_token))[0], 200);
          assert.equal((await get(access_token, wells))[0], scope === "wells.read" ? 200 : 403);
        }
      }
    });

    test("refuses a user's token at the first request after they have logged out", async () => {
      const tokens = await logIn(realm, "openid");
      assert.equal((await get(tokens.access_token))[0], 200);
      await logOut(realm, tokens);
      assert.deepEqual(await get(tokens.access_token), inactive);
    });

    test("refuses a token at the first request after its client has revoked it", async () => {
      const { access_token } = await clientCredentials(realm);
      assert.equal((await get(access_token))[0], 200);
      await revoke(realm, realm.reports, access_token);
      assert.deepEqual(await get(access_token), inactive);
    });

    test("refuses a token at the first request after an administrator has ended its session", async () => {
      const { access_token } = await logIn(realm, "openid");
      assert.equal((await get(access_token))[0], 200);
      await endSession(realm, String(claimsOf(access_token).sid));
      assert.deepEqual(await get(access_token), inactive);
    });

    test("refuses a user's token at the first request after the user was disabled", async () => {
      const { access_token } = await logIn(realm, "openid");
      assert.equal((await get(access_token))[0], 200);
      await setUserEnabled(realm, false);
      assert.deepEqual(await get(access_token), inactive);
      await setUserEnabled(realm, true);
    });

    test("refuses a token that was made for another API, of which Keycloak tells ours nothing", async () => {
      const client = await addClient(realm, "stranger", { defaultClientScopes: usualScopes });
      const { access_token } = await clientCredentials(realm, { client });
      assert.deepEqual(await get(access_token), inactive);
    });

    test("takes a lightweight token, whose audience only the answer holds, and none that is for another API", async () => {
      const attributes = { "client.use.lightweight.access.token.enabled": "true" };
      const client = await addClient(realm, "lightweight", { attributes });
      const { access_token } = await clientCredentials(realm, { client, scope: "wells.read" });
      assert.equal(claimsOf(access_token).aud, undefined);
      assert.equal((await get(access_token, wells))[0], 200);
      const changes = { attributes, defaultClientScopes: usualScopes };
      const stranger = await addClient(realm, "lightweight-stranger", changes);
      const other = await clientCredentials(realm, { client: stranger, scope: "wells.read" });
      assert.deepEqual(await get(other.access_token, wells), inactive);
    });

    test("answers 500 when its own client's secret is wrong, and says so in its log without the secret", async () => {
      const { access_token } = await clientCredentials(mistaken);
      assert.deepEqual(await get(access_token), [500, "introspection_refused"]);
      const log = JSON.stringify([api.decisions, written]);
      for (const secret of [realm.api.secret, ...access_token.split(".")]) assert.ok(!log.includes(secret));
    });
  });
}
