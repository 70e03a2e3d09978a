/** JWT access tokens of ORY Hydra behind the whole local gateway, by the preset. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clientSecretArn, secretText } from "../authorization/client-secret.ts";
import { scope, startTokenApi, type TokenApi } from "../authorization/token-api.ts";
import { user } from "./log-in.ts";
import { type Hydra, type HydraClient, startHydra } from "./start-hydra.ts";

const audience = "ogc-api";

describe("an API that takes JWT access tokens of ORY Hydra", () => {
  let hydra: Hydra;
  let client: HydraClient;
  let api: TokenApi;
  before(async () => {
    hydra = await startHydra([scope, "other"], [audience, "another-api"]);
    client = await hydra.client("map-viewer", "jwt");
    api = await startTokenApi({
      issuers: [{ preset: "ory-hydra", issuer: hydra.issuer, audiences: [audience] }],
    });
  });
  after(async () => {
    await api?.close();
    await hydra?.close();
  });

  test("opens to a client with its own token", async () => {
    const token = await client.clientToken({ scope, audience });
    const { answer, decision } = await api.present(token);
    assert.deepEqual([answer.status, decision.principalId], [200, client.id]);
  });

  test("opens to a user who has logged in, and not to the user's ID token or refresh token", async () => {
    const tokens = await client.userTokens({ scope: `openid offline_access ${scope}`, audience });
    const { answer, decision } = await api.present(tokens.access_token);
    assert.deepEqual([answer.status, decision.principalId], [200, user]);
    assert.equal((await api.present(tokens.id_token ?? "")).outcome, "401 token_not_access_token");
    assert.equal((await api.present(tokens.refresh_token ?? "")).outcome, "401 token_not_jwt");
  });

  test("refuses a token for another API, and one for none", async () => {
    for (const asked of [{ scope, audience: "another-api" }, { scope }]) {
      assert.equal((await api.present(await client.clientToken(asked))).outcome, "401 token_audience");
    }
  });

  test("forbids a token without the scope", async () => {
    const token = await client.clientToken({ scope: "other", audience });
    assert.equal((await api.present(token)).outcome, "403 insufficient_scope");
  });

  test("goes on taking a revoked token where it is checked here alone, and refuses it where Hydra is asked", async () => {
    const asking = await startTokenApi(
      {
        issuers: [
          {
            preset: "ory-hydra",
            issuer: hydra.issuer,
            audiences: [audience],
            introspection: { url: hydra.introspectionEndpoint, clientSecretArn, cacheSeconds: 0 },
          },
        ],
      },
      { secrets: { [clientSecretArn]: secretText(client) } },
    );
    try {
      const token = await client.clientToken({ scope, audience });
      assert.equal((await asking.present(token)).answer.status, 200);
      await client.revoke(token);
      assert.equal((await asking.present(token)).outcome, "401 token_inactive");
      assert.equal((await api.present(token)).answer.status, 200);
    } finally {
      await asking.close();
    }
  });
});
