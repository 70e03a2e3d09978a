/** Opaque access tokens of ORY Hydra behind the whole local gateway, checked by its introspection endpoint. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { clientSecretArn, secretText } from "../authorization/client-secret.ts";
import { scope, startTokenApi, type TokenApi } from "../authorization/token-api.ts";
import { user } from "./log-in.ts";
import { type Hydra, type HydraClient, startHydra } from "./start-hydra.ts";

const audience = "ogc-api";

/** Hydra's administrators' address asks for no client: whatever the secret holds, it does not matter. */
const nobody = { id: "nobody", secret: "none" };

describe("an API that takes opaque tokens of ORY Hydra", () => {
  let hydra: Hydra;
  let client: HydraClient;
  const apis: TokenApi[] = [];
  before(async () => {
    hydra = await startHydra([scope, "other"], [audience, "another-api"]);
    client = await hydra.client("map-viewer", "opaque");
  });
  after(async () => {
    for (const api of apis) await api.close();
    await hydra?.close();
  });

  /** @param prefix which opaque tokens are Hydra's; absent: as the preset says */
  async function startApi(changes: { readonly prefix?: string; readonly issuer?: string } = {}) {
    const introspection = { url: hydra.introspectionEndpoint, clientSecretArn, cacheSeconds: 0 };
    const opaque = [
      {
        preset: "ory-hydra" as const,
        issuer: hydra.issuer,
        audiences: [audience],
        introspection,
        ...changes,
      },
    ];
    const api = await startTokenApi({ opaque }, { secrets: { [clientSecretArn]: secretText(nobody) } });
    apis.push(api);
    return api;
  }

  describe("by the preset", () => {
    let api: TokenApi;
    before(async () => {
      api = await startApi();
    });

    test("opens to a client with its own token, until it is revoked", async () => {
      const token = await client.clientToken({ scope, audience });
      const { answer, decision } = await api.present(token);
      assert.deepEqual([answer.status, decision.principalId], [200, client.id]);
      await client.revoke(token);
      assert.equal((await api.present(token)).outcome, "401 token_inactive");
    });

    test("opens to a user who has logged in", async () => {
      const { access_token } = await client.userTokens({ scope, audience });
      const { answer, decision } = await api.present(access_token);
      assert.deepEqual([answer.status, decision.principalId], [200, user]);
    });

    test("refuses a token for another API, and one that nobody has issued", async () => {
      const token = await client.clientToken({ scope, audience: "another-api" });
      assert.equal((await api.present(token)).outcome, "401 token_audience");
      const invented = `ory_at_${randomBytes(32).toString("base64url")}.${randomBytes(32).toString("base64url")}`;
      assert.equal((await api.present(invented)).outcome, "401 token_inactive");
    });

    test("forbids a token without the scope", async () => {
      const token = await client.clientToken({ scope: "other", audience });
      assert.equal((await api.present(token)).outcome, "403 insufficient_scope");
    });
  });

  test("refuses a refresh token, which Hydra calls an active bearer token for this API", async () => {
    const api = await startApi({ prefix: "ory_" });
    const tokens = await client.userTokens({ scope: `offline_access ${scope}`, audience });
    assert.equal((await api.present(tokens.access_token)).answer.status, 200);
    assert.equal((await api.present(tokens.refresh_token ?? "")).outcome, "401 token_not_access_token");
  });

  test("refuses every token of a Hydra that calls itself otherwise than the settings do", async () => {
    const api = await startApi({ issuer: "https://hydra.example.org" });
    const token = await client.clientToken({ scope, audience });
    assert.equal((await api.present(token)).outcome, "401 token_issuer_unknown");
  });
});
