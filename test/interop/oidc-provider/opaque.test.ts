/** Opaque access tokens of oidc-provider behind the whole local gateway, checked by its introspection endpoint. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsInput } from "#core/settings/schema";
import { clientSecretArn, secretText } from "../authorization/client-secret.ts";
import { scope, startTokenApi, type TokenApi } from "../authorization/token-api.ts";
import { dpopHeader } from "./dpop-proof.ts";
import { type RunningProvider, resources, startProvider, user } from "./start-provider.ts";

type OpaqueIssuer = NonNullable<NonNullable<SettingsInput["tokens"]>["opaque"]>[number];

const cacheSeconds = 2;
const introspections = async (provider: RunningProvider) =>
  (await provider.requests())["/token/introspection"] ?? 0;

describe("an API that takes opaque tokens of a provider", () => {
  let provider: RunningProvider;
  const apis: TokenApi[] = [];
  before(async () => {
    provider = await startProvider([scope, "other"]);
  });
  after(async () => {
    for (const api of apis) await api.close();
    await provider?.close();
  });

  /** An API that finds the endpoint in the provider's metadata, unless told otherwise. */
  async function startApi(
    introspection: Partial<NonNullable<OpaqueIssuer["introspection"]>>,
    changes: Partial<OpaqueIssuer> = {},
    secret?: string,
  ): Promise<TokenApi> {
    const opaque: OpaqueIssuer = {
      issuer: provider.issuer,
      audiences: ["ogc-api"],
      introspection: { clientSecretArn, ...introspection },
      ...changes,
    };
    const reader = provider.readers[introspection.clientAuthentication ?? "client_secret_basic"];
    const stored = secretText({ ...reader, ...(secret !== undefined && { secret }) });
    const secrets = { [clientSecretArn]: stored };
    const api = await startTokenApi({ opaque: [opaque] }, { secrets });
    apis.push(api);
    return api;
  }

  const userTokens = (resource: string, asked = scope) =>
    provider.userTokens({ resource, scope: `openid offline_access ${asked}`, prompt: "consent" });
  const userToken = async (asked = scope) => (await userTokens(resources.opaque, asked)).access_token;

  describe("and asks about each, every time", () => {
    let api: TokenApi;
    before(async () => {
      api = await startApi({ url: provider.introspectionEndpoint, cacheSeconds: 0 });
    });

    test("opens to a user's token until it is revoked", async () => {
      const token = await userToken();
      const { answer, decision } = await api.present(token);
      assert.deepEqual([answer.status, decision.principalId], [200, user]);
      await provider.revoke(token);
      assert.equal((await api.present(token)).outcome, "401 token_inactive");
    });

    test("forbids a token without the scope", async () => {
      assert.equal((await api.present(await userToken("other"))).outcome, "403 insufficient_scope");
    });

    test("refuses a refresh token, which the provider calls active all the same", async () => {
      const { refresh_token = "" } = await userTokens(resources.opaque);
      assert.equal((await api.present(refresh_token)).outcome, "401 token_not_access_token");
    });

    test("refuses a token that is for the provider itself, and one that nobody has issued", async () => {
      const { access_token } = await provider.userTokens({ scope: "openid" });
      assert.equal((await api.present(access_token)).outcome, "401 token_audience");
      assert.equal((await api.present(randomBytes(32).toString("base64url"))).outcome, "401 token_inactive");
    });

    test("refuses a token that is bound to its client's key", async () => {
      const asked = { resource: resources.opaque, scope };
      const bound = await provider.clientToken(asked, await dpopHeader(`${provider.issuer}/token`));
      assert.equal((await api.present(bound.access_token)).outcome, "401 token_sender_constrained");
    });

    test("refuses a client's own token, of which the provider names no subject", async () => {
      const { access_token } = await provider.clientToken({ resource: resources.opaque, scope });
      assert.equal((await api.present(access_token)).outcome, "401 token_subject");
    });

    test("asks the provider about no JSON Web Token, of whichever kind", async () => {
      const before = await introspections(provider);
      const { access_token, id_token = "" } = await userTokens(resources.api);
      for (const token of [access_token, id_token]) {
        assert.equal((await api.present(token)).outcome, "401 token_issuer_unknown");
      }
      assert.equal(await introspections(provider), before);
    });
  });

  test("opens to a revoked token for no longer than answers are remembered", async () => {
    const api = await startApi({ url: provider.introspectionEndpoint, cacheSeconds });
    const token = await userToken();
    const before = await introspections(provider);
    assert.equal((await api.present(token)).answer.status, 200);
    await provider.revoke(token);
    assert.equal((await api.present(token)).answer.status, 200);
    assert.equal(await introspections(provider), before + 1);
    await sleep(cacheSeconds * 1000 + 200);
    assert.equal((await api.present(token)).outcome, "401 token_inactive");
  });

  test("whose subject is the client opens to a client's own token", async () => {
    const api = await startApi({ clientAuthentication: "client_secret_post" }, { subjectClaim: "client_id" });
    const { access_token } = await provider.clientToken({ resource: resources.opaque, scope });
    const { answer, decision } = await api.present(access_token);
    assert.deepEqual([answer.status, decision.principalId], [200, provider.client.id]);
  });

  test("answers 500 while the provider refuses our secret, and serves again once the right one is stored", async () => {
    const wrong = randomBytes(24).toString("base64url");
    const api = await startApi({}, {}, wrong);
    const token = await userToken();
    const { outcome, decision } = await api.present(token);
    assert.equal(outcome, "500 introspection_refused");
    assert.match(decision.remedy ?? "", /clientSecretArn/);
    api.setSecret(clientSecretArn, secretText(provider.readers.client_secret_basic));
    // As long as a function does not read the secret anew.
    await sleep(2200);
    assert.equal((await api.present(token)).answer.status, 200);
    for (const secret of [wrong, provider.readers.client_secret_basic.secret, token])
      assert.ok(!api.logged().includes(secret));
  });
});
