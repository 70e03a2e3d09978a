/** Which of Keycloak's tokens open an API that is configured with little more than the realm's address. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { LocalApi } from "#local/local-api";
import { claimsOf, clientCredentials, logIn } from "../grants.ts";
import { proofHeaders } from "../proof-of-possession.ts";
import { answered, lakes, startProtected, wells } from "../protected-api.ts";
import { addClient, importRealm, type Realm } from "../realm.ts";
import { audience, usualScopes } from "../realm-representation.ts";
import type { KeycloakServer } from "../start-keycloak.ts";

/** Two realms side by side: of one its preset is known, the other's keys are found by discovery. */
export function accessTokens(server: () => KeycloakServer): void {
  describe("with its preset or by discovery alone", () => {
    const realms = new Map<string, Realm>();
    let api: LocalApi;
    const realm = (name: string): Realm => realms.get(name) as Realm;
    before(async () => {
      for (const name of ["preset", "discovered", "elsewhere"])
        realms.set(name, await importRealm(server(), name));
      const audiences = [audience];
      api = await startProtected({
        issuers: [
          { preset: "keycloak", issuer: realm("preset").issuer, audiences },
          { issuer: realm("discovered").issuer, audiences },
        ],
      });
    });
    after(() => api?.close());
    const get = (path: string, token: string) => answered(api, path, token);

    for (const [title, name] of [
      ["an issuer with the preset and an audience", "preset"],
      ["an issuer with nothing but an audience", "discovered"],
    ] as const) {
      describe(title, () => {
        acceptsAccessTokens(() => realm(name), get);
        refusesOtherTokens(() => realm(name), get);
      });
    }

    test("a realm that is not configured opens nothing, though it is the same Keycloak's", async () => {
      const { access_token } = await clientCredentials(realm("elsewhere"));
      assert.deepEqual(await get(lakes, access_token), [401, "token_issuer_unknown"]);
    });
  });
}

type Get = (path: string, token: string) => Promise<[number, string]>;

function acceptsAccessTokens(realm: () => Realm, get: Get): void {
  test("takes a program's token", async () => {
    const { access_token } = await clientCredentials(realm());
    assert.equal((await get(lakes, access_token))[0], 200);
  });

  test("takes the token of a user who has logged in", async () => {
    const { access_token } = await logIn(realm(), "openid");
    assert.equal((await get(lakes, access_token))[0], 200);
  });

  test("opens what needs a scope to tokens with it, and answers 403 to others", async () => {
    for (const granted of [
      clientCredentials(realm(), { scope: "wells.read" }),
      logIn(realm(), "wells.read"),
    ]) {
      assert.equal((await get(wells, (await granted).access_token))[0], 200);
    }
    for (const granted of [clientCredentials(realm()), logIn(realm(), "openid")]) {
      assert.equal((await get(wells, (await granted).access_token))[0], 403);
    }
  });
}

function refusesOtherTokens(realm: () => Realm, get: Get): void {
  test("refuses a token from the second on in which it expires, also one that it has accepted", async () => {
    const client = await addClient(realm(), "brief", { attributes: { "access.token.lifespan": "3" } });
    const { access_token } = await clientCredentials(realm(), { client });
    assert.equal((await get(lakes, access_token))[0], 200);
    await sleep(Number(claimsOf(access_token).exp) * 1000 - Date.now());
    assert.deepEqual(await get(lakes, access_token), [401, "token_expired"]);
  });

  test("refuses a token whose claims were altered", async () => {
    const [header, , signature] = (await clientCredentials(realm())).access_token.split(".");
    const claims = { ...claimsOf((await clientCredentials(realm())).access_token), scope: "wells.read" };
    const altered = Buffer.from(JSON.stringify(claims)).toString("base64url");
    assert.deepEqual(await get(wells, [header, altered, signature].join(".")), [401, "token_signature"]);
  });

  test("refuses a user's ID token and refresh token", async () => {
    const tokens = await logIn(realm(), "openid");
    assert.deepEqual(await get(lakes, tokens.id_token), [401, "token_not_access_token"]);
    // Keycloak signs it for itself alone, with a secret.
    assert.deepEqual(await get(lakes, tokens.refresh_token), [401, "token_algorithm"]);
  });

  test("refuses a token that was made for another API", async () => {
    const client = await addClient(realm(), "stranger", { defaultClientScopes: usualScopes });
    const { access_token } = await clientCredentials(realm(), { client });
    assert.deepEqual(await get(lakes, access_token), [401, "token_audience"]);
  });

  test("refuses a lightweight token, which does not say what it is for", async () => {
    const attributes = { "client.use.lightweight.access.token.enabled": "true" };
    const client = await addClient(realm(), "lightweight", { attributes });
    const { access_token } = await clientCredentials(realm(), { client });
    assert.deepEqual(await get(lakes, access_token), [401, "token_audience"]);
  });

  test("refuses a token that is bound to its holder's key and comes without a proof of that key", async () => {
    const headers = await proofHeaders(`${realm().issuer}/protocol/openid-connect/token`);
    const { access_token, token_type } = await clientCredentials(realm(), { headers });
    assert.deepEqual([token_type, typeof claimsOf(access_token).cnf], ["DPoP", "object"]);
    assert.deepEqual(await get(lakes, access_token), [401, "token_sender_constrained"]);
  });
}
