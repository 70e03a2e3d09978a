/** Tokens of a provider like GitHub, by the preset, through the whole local API: whose they are it says by a call. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import {
  type GithubLikeGrant,
  type GithubLikeProvider,
  startGithubLikeProvider,
} from "#test/token-providers/github-like";
import { decisionAbout } from "./decision-about.ts";

const clientId = "Ov23liMapViewer0001";

describe("an API that takes tokens of a provider like GitHub", () => {
  let provider: GithubLikeProvider;
  let api: LocalApi;
  before(async () => {
    provider = await startGithubLikeProvider();
    const { issuer } = provider;
    api = await startLocalApi({
      settings: {
        version: 1,
        tokens: {
          opaque: [
            {
              preset: "github",
              issuer,
              clientIds: [clientId],
              userInfo: { url: provider.userUrl, cacheSeconds: 0 },
            },
          ],
        },
        accessRules: [
          { who: { issuer, scope: "read:org" }, may: ["read"], on: { collections: ["wells"] } },
          { who: { issuer, claim: "id", equals: 583231 }, may: ["read"], on: { collections: ["lakes"] } },
        ],
      },
    });
  });
  after(async () => {
    await api?.close();
    await provider?.close();
  });

  const granted = (changes: Partial<GithubLikeGrant> = {}) =>
    provider.token({ id: 583231, login: "octo", clientId, scopes: ["read:org", "repo"], ...changes });

  async function present(token: string, collection = "wells") {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await ask(api.url, `/collections/${collection}/items`, { headers });
    const decision = await decisionAbout(api, answer);
    return { outcome: `${answer.status} ${decision.reason}`, decision };
  }

  test("opens to a user by the scope, and knows the user by the number that stays", async () => {
    const { outcome, decision } = await present(granted());
    assert.deepEqual([outcome, decision.principalId], ["200 policy_allowed", "583231"]);
  });

  test("opens to a user by the number, and forbids another user", async () => {
    assert.match((await present(granted(), "lakes")).outcome, /^200/);
    assert.match((await present(granted({ id: 583232 }), "lakes")).outcome, /^403/);
  });

  test("refuses a token that was issued to somebody else's client", async () => {
    assert.equal((await present(granted({ clientId: "Ov23liSomebodyElse" }))).outcome, "401 token_client");
  });

  test("refuses a token that is revoked, and one that nobody has issued", async () => {
    const token = granted();
    assert.match((await present(token)).outcome, /^200/);
    provider.revoke(token);
    assert.equal((await present(token)).outcome, "401 token_inactive");
    assert.equal((await present(`gho_${"0".repeat(36)}`)).outcome, "401 token_inactive");
  });

  test("is a 500, and no refusal, while the provider answers nobody", async () => {
    const token = granted();
    provider.limitRate(true);
    assert.equal((await present(token)).outcome, "500 user_info_unavailable");
    provider.limitRate(false);
    assert.match((await present(token)).outcome, /^200/);
  });

  test("asks the provider about no token with another beginning", async () => {
    const before = provider.requests;
    assert.equal((await present(granted().slice(1))).outcome, "401 token_not_jwt");
    assert.equal(provider.requests, before);
  });
});
