/** Four issuers in one API: oidc-provider with JWTs, a second one with opaque tokens, one like GitHub, and our own. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { type GithubLikeProvider, startGithubLikeProvider } from "#test/token-providers/github-like";
import { clientSecretArn, secretText } from "../authorization/client-secret.ts";
import { scope, startTokenApi, type TokenApi } from "../authorization/token-api.ts";
import { type RunningProvider, resources, startProvider, user } from "./start-provider.ts";

const audiences = ["ogc-api"];
const githubClient = "Ov23ctMapViewer000001";

describe("an API that takes tokens of four issuers", () => {
  let signing: RunningProvider;
  let introspecting: RunningProvider;
  let github: GithubLikeProvider;
  let api: TokenApi;
  before(async () => {
    signing = await startProvider();
    introspecting = await startProvider();
    github = await startGithubLikeProvider();
    api = await startTokenApi(
      {
        issuers: [
          { issuer: "http://127.0.0.1:0", jwksUri: "http://127.0.0.1:0/jwks.json", audiences },
          { issuer: signing.issuer, audiences, accessTokenType: "at+jwt" },
        ],
        opaque: [
          {
            issuer: introspecting.issuer,
            audiences,
            introspection: { clientSecretArn, cacheSeconds: 0 },
          },
          { preset: "github", issuer: github.issuer, clientIds: [githubClient] },
        ],
      },
      { secrets: { [clientSecretArn]: secretText(introspecting.client) } },
    );
  });
  after(async () => {
    await api?.close();
    await github?.close();
    await introspecting?.close();
    await signing?.close();
  });

  const jwt = async (from: RunningProvider) =>
    (await from.clientToken({ resource: resources.api, scope })).access_token;
  const opaque = async (from: RunningProvider) =>
    (await from.userTokens({ resource: resources.opaque, scope: `openid ${scope}` })).access_token;
  const githubToken = () =>
    github.token({ id: 583231, login: "octo", clientId: githubClient, scopes: [scope] });

  /** How often each issuer was asked about something, since the last time. */
  let counted = [0, 0, 0, 0];
  async function asked(): Promise<readonly number[]> {
    const now = [
      api.issuer?.jwksRequests ?? 0,
      (await signing.requests())["/jwks"] ?? 0,
      (await introspecting.requests())["/token/introspection"] ?? 0,
      github.requests,
    ];
    const since = now.map((count, index) => count - (counted[index] ?? 0));
    counted = now;
    return since;
  }
  beforeEach(asked);

  test("opens to a token of each, and asks nobody but its own issuer", async () => {
    const shown = async (token: string) => {
      const { answer, decision } = await api.present(token);
      assert.equal(answer.status, 200);
      return [decision.principalId, await asked()];
    };
    assert.deepEqual(await shown(await api.token({ scope })), ["development", [1, 0, 0, 0]]);
    assert.deepEqual(await shown(await jwt(signing)), [signing.client.id, [0, 1, 0, 0]]);
    assert.deepEqual(await shown(await opaque(introspecting)), [user, [0, 0, 1, 0]]);
    assert.deepEqual(await shown(githubToken()), ["583231", [0, 0, 0, 1]]);
  });

  test("asks nobody about a JWT of an issuer that it knows for opaque tokens only", async () => {
    assert.equal((await api.present(await jwt(introspecting))).outcome, "401 token_issuer_unknown");
    assert.deepEqual(await asked(), [0, 0, 0, 0]);
  });

  test("sends an opaque token of an issuer that it knows for JWTs only to the one that all the rest go to", async () => {
    assert.equal((await api.present(await opaque(signing))).outcome, "401 token_inactive");
    assert.deepEqual(await asked(), [0, 0, 1, 0]);
  });

  test("does not take one issuer's token for another's, with the other's name in it", async () => {
    const [header, payload, signature] = (await jwt(signing)).split(".");
    const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString());
    const renamed = Buffer.from(JSON.stringify({ ...claims, iss: api.issuer?.issuer })).toString("base64url");
    assert.equal(
      (await api.present([header, renamed, signature].join("."))).outcome,
      "401 token_key_unknown",
    );
    assert.deepEqual((await asked()).slice(1), [0, 0, 0]);
  });
});
