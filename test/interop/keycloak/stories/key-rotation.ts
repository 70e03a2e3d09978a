/** A realm that gets new signing keys while the API runs. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { clientCredentials, headerOf } from "../grants.ts";
import { answered, eventually, lakes, startProtected } from "../protected-api.ts";
import { importRealm, type Realm } from "../realm.ts";
import { audience } from "../realm-representation.ts";
import { addKey, disableKey, firstKey, removeKey } from "../signing-keys.ts";
import type { KeycloakServer } from "../start-keycloak.ts";

/** Times short enough to wait for; the times themselves are the business of other tests, on a clock of their own. */
const lives = { jwksMaximumAgeSeconds: 3, jwksCooldownSeconds: 1 };

/** What a change of the realm's keys means for tokens that are signed with the old and the new one. */
export function keyRotation(server: () => KeycloakServer): void {
  describe("after its realm has changed its signing keys", () => {
    let realm: Realm;
    let api: LocalApi;
    let first: string;
    before(async () => {
      realm = await importRealm(server(), "rotation");
      api = await startProtected({
        issuers: [{ preset: "keycloak", issuer: realm.issuer, audiences: [audience] }],
        ...lives,
      });
      first = await token();
      assert.equal((await get(first))[0], 200);
    });
    after(() => api?.close());
    const token = async () => (await clientCredentials(realm)).access_token;
    const get = (text: string) => answered(api, lakes, text);

    test("takes tokens of the new key, and still those of the old one beside it", async () => {
      await addKey(realm, "rsa-generated", { priority: "200" });
      const second = await token();
      assert.notEqual(headerOf(second).kid, headerOf(first).kid);
      assert.equal((await eventually(200, () => get(second)))[0], 200);
      assert.equal((await get(first))[0], 200);
    });

    test("stops taking tokens of a key that was removed, also those that it has taken before", async () => {
      const second = await token();
      await removeKey(realm, await firstKey(realm));
      assert.deepEqual(await eventually(401, () => get(first)), [401, "token_key_unknown"]);
      assert.equal((await get(second))[0], 200);
    });

    test("stops taking tokens of a key that was disabled, and goes on with the next one", async () => {
      const disabled = await addKey(realm, "rsa-generated", { priority: "300" });
      const third = await token();
      assert.equal((await eventually(200, () => get(third)))[0], 200);
      await disableKey(realm, disabled);
      assert.deepEqual(await eventually(401, () => get(third)), [401, "token_key_unknown"]);
      assert.equal((await get(await token()))[0], 200);
    });
  });
}
