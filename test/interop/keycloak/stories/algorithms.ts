/** Keys of every kind that a realm can have, beside each other in its key set. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { clientCredentials, headerOf } from "../grants.ts";
import { answered, lakes, startProtected } from "../protected-api.ts";
import { addClient, type Client, importRealm } from "../realm.ts";
import { audience } from "../realm-representation.ts";
import { addKey, keyUses } from "../signing-keys.ts";
import type { KeycloakServer } from "../start-keycloak.ts";

/** Algorithms beside the usual RS256, and the provider of their keys. */
const keysOf = {
  ES256: ["ecdsa-generated", { ecdsaEllipticCurveKey: "P-256" }],
  ES512: ["ecdsa-generated", { ecdsaEllipticCurveKey: "P-521" }],
  PS256: ["rsa-generated", { algorithm: "PS256" }],
  RS512: ["rsa-generated", { algorithm: "RS512" }],
  EdDSA: ["eddsa-generated", { eddsaEllipticCurveKey: "Ed25519" }],
} as const;
type Algorithm = keyof typeof keysOf;
const algorithmNames = Object.keys(keysOf) as Algorithm[];

/** A realm in which each algorithm has a key and a client whose tokens are signed with it. */
async function realmWithKeys(server: KeycloakServer, name: string) {
  const realm = await importRealm(server, name);
  const clients = new Map<Algorithm, Client>();
  for (const algorithm of algorithmNames) {
    const [provider, config] = keysOf[algorithm];
    await addKey(realm, provider, config);
    const attributes = { "access.token.signed.response.alg": algorithm };
    clients.set(algorithm, await addClient(realm, algorithm, { attributes }));
  }
  const token = async (algorithm: Algorithm) => {
    const client = clients.get(algorithm);
    return (await clientCredentials(realm, client && { client })).access_token;
  };
  return { realm, token };
}

/** Two realms with the same kinds of keys; of one the API takes every algorithm, of the other RS256 alone. */
export function algorithms(server: () => KeycloakServer): void {
  describe("with keys of several kinds in its key set", () => {
    let every: Awaited<ReturnType<typeof realmWithKeys>>;
    let usual: Awaited<ReturnType<typeof realmWithKeys>>;
    let api: LocalApi;
    before(async () => {
      every = await realmWithKeys(server(), "every-algorithm");
      usual = await realmWithKeys(server(), "usual-algorithm");
      const issuer = ({ realm }: typeof every) => ({
        preset: "keycloak" as const,
        issuer: realm.issuer,
        audiences: [audience],
      });
      api = await startProtected({
        issuers: [
          { ...issuer(every), algorithms: ["RS256", ...algorithmNames] },
          { ...issuer(usual), algorithms: ["RS256"] },
        ],
      });
    });
    after(() => api?.close());

    for (const algorithm of algorithmNames) {
      test(`takes tokens signed with ${algorithm} where the settings name it, and refuses them elsewhere`, async () => {
        const token = await every.token(algorithm);
        assert.equal(headerOf(token).alg, algorithm);
        assert.equal((await answered(api, lakes, token))[0], 200);
        assert.deepEqual(await answered(api, lakes, await usual.token(algorithm)), [401, "token_algorithm"]);
      });
    }

    test("takes tokens signed with RS256, whatever else is in the key set", async () => {
      for (const { realm } of [every, usual]) {
        const uses = await keyUses(realm);
        assert.deepEqual([uses.includes("enc"), uses.length], [true, algorithmNames.length + 2]);
        assert.equal((await answered(api, lakes, (await clientCredentials(realm)).access_token))[0], 200);
      }
    });
  });
}
