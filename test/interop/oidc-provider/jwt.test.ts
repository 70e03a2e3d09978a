/** JWT access tokens of oidc-provider (RFC 9068) behind the whole local gateway, with its keys found in both ways. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { scope, startTokenApi, type TokenApi } from "../authorization/token-api.ts";
import { dpopHeader } from "./dpop-proof.ts";
import { type RunningProvider, resources, startProvider } from "./start-provider.ts";

const ways = {
  "whose jwksUri is set": ({ jwksUri }: RunningProvider) => ({ jwksUri }),
  "whose metadata document names its key set": () => ({}),
};

for (const [way, keySet] of Object.entries(ways)) {
  describe(`an API that takes JWT access tokens of a provider ${way}`, () => {
    let provider: RunningProvider;
    let api: TokenApi;
    before(async () => {
      provider = await startProvider([scope, "other"]);
      api = await startTokenApi({
        issuers: [
          {
            issuer: provider.issuer,
            ...keySet(provider),
            audiences: ["ogc-api"],
            accessTokenType: "at+jwt",
            algorithms: ["RS256", "PS256", "ES256", "Ed25519"],
          },
        ],
      });
    });
    after(async () => {
      await api?.close();
      await provider?.close();
    });

    const clientToken = async (resource: string, asked = scope) =>
      (await provider.clientToken({ resource, scope: asked })).access_token;

    test("asks for the key set once, for however many tokens", async () => {
      for (let tokens = 0; tokens < 8; tokens += 1) {
        assert.equal((await api.present(await clientToken(resources.api))).answer.status, 200);
      }
      assert.equal((await provider.requests())["/jwks"], 1);
    });

    test("opens to a user who has logged in, and not to the user's ID token or refresh token", async () => {
      const asked = { resource: resources.api, scope: `openid offline_access ${scope}`, prompt: "consent" };
      const tokens = await provider.userTokens(asked);
      assert.equal((await api.present(tokens.access_token)).answer.status, 200);
      assert.equal((await api.present(tokens.id_token ?? "")).outcome, "401 token_not_access_token");
      assert.equal((await api.present(tokens.refresh_token ?? "")).outcome, "401 token_not_jwt");
    });

    for (const algorithm of ["PS256", "ES256", "Ed25519"] as const) {
      test(`opens to a token that is signed by ${algorithm}`, async () => {
        const token = await clientToken(resources[algorithm]);
        const header = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
        assert.equal(header.alg, algorithm);
        assert.equal((await api.present(token)).answer.status, 200);
      });
    }

    test("refuses a token that was issued for another API", async () => {
      assert.equal((await api.present(await clientToken(resources.elsewhere))).outcome, "401 token_audience");
    });

    test("forbids a token without the scope, and names the scope", async () => {
      const { answer, outcome } = await api.present(await clientToken(resources.api, "other"));
      assert.equal(outcome, "403 insufficient_scope");
      const challenge = `Bearer realm="ogc-api", error="insufficient_scope", scope="${scope}"`;
      assert.equal(answer.headers["www-authenticate"], challenge);
    });

    test("refuses a token that is bound to its client's key, shown as a plain bearer token", async () => {
      const asked = { resource: resources.api, scope };
      const bound = await provider.clientToken(asked, await dpopHeader(`${provider.issuer}/token`));
      assert.equal(bound.token_type, "DPoP");
      assert.equal((await api.present(bound.access_token)).outcome, "401 token_sender_constrained");
      assert.equal((await api.present(await clientToken(resources.api))).answer.status, 200);
    });

    test("refuses a token of which one bit of the signature differs", async () => {
      const [header, payload, signature = ""] = (await clientToken(resources.api)).split(".");
      const bytes = Buffer.from(signature, "base64url");
      bytes.writeUInt8(bytes.readUInt8(0) ^ 1);
      const forged = `${header}.${payload}.${bytes.toString("base64url")}`;
      assert.equal((await api.present(forged)).outcome, "401 token_signature");
    });
  });
}
