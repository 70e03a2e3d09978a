/** User information in the place of introspection: what is asked, and what headers and members of an answer mean. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { userInfo } from "#adapters/tokens/user-info";
import { acceptedClaims } from "#core/authenticate/token/access-token-claims";
import { scopesOf, subjectOf } from "#core/authenticate/token/token-principal";
import { validSettings } from "#core/settings/read-settings";
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import { noon, opaqueTokenVerifierContract } from "#test/contracts/opaque-token-verifier";
import { noHurry } from "#test/core/asked";
import { newToken, type Provider, providerForTests } from "./provider.ts";

const github = { clientHeader: "x-oauth-client-id", scopeHeader: "x-oauth-scopes" };

/** Settings of one issuer whose tokens must be of the client `portal`. */
function issuerAt(provider: Provider, info: object = {}, more: object = {}): OpaqueIssuerSettings {
  const { tokens } = validSettings({
    version: 1,
    tokens: {
      opaque: [
        {
          issuer: provider.url,
          clientIds: ["portal"],
          userInfo: { url: provider.userInfoUrl, timeoutMilliseconds: 5000, ...info },
          ...more,
        },
      ],
    },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  return tokens?.opaque[0] ?? assert.fail();
}

function at(provider: Provider, info: object = {}, more: object = {}) {
  const issuer = issuerAt(provider, info, more);
  assert.ok(issuer.userInfo);
  return userInfo({ issuer, settings: issuer.userInfo, clockSkewSeconds: 30, now: () => noon });
}

for (const tokenIn of ["authorization-header", "form"]) {
  opaqueTokenVerifierContract({
    name: `user information, with the token in the ${tokenIn}`,
    make: (provider, cacheSeconds, timeoutMilliseconds = 5000) =>
      at(provider, { cacheSeconds, timeoutMilliseconds, tokenIn }),
    issue: (provider, token, claims) => provider.users.set(token, { headers: {}, body: claims }),
    unavailable: "user_info_unavailable",
    invalid: "user_info_answer_invalid",
    otherStatuses: [400, 403, 500, 503],
  });
}

const provider = providerForTests();

function issued(body: object, headers: Record<string, string | string[]> = {}): string {
  const token = newToken();
  provider.users.set(token, { headers, body });
  return token;
}

async function claimsOf(token: string, info: object = github, more: object = {}) {
  const answer = await at(provider, info, more)(token, noHurry);
  assert.ok("claims" in answer, JSON.stringify(answer));
  return answer.claims;
}

describe("a call for user information", () => {
  test("shows the token in the header, by GET, and says who asks as GitHub wants it", async () => {
    const token = issued({});
    await at(provider)(token, noHurry);
    const { method, headers } = provider.requests.at(-1) ?? assert.fail();
    assert.deepEqual([method, headers.authorization], ["GET", `Bearer ${token}`]);
    assert.equal(headers["user-agent"], "ogc-api-authorizer");
  });

  test("shows it in the form instead, by POST, where the settings say so", async () => {
    const token = issued({});
    await at(provider, { tokenIn: "form" })(token, noHurry);
    const { method, headers, form } = provider.requests.at(-1) ?? assert.fail();
    assert.deepEqual([method, headers.authorization], ["POST", undefined]);
    assert.deepEqual([...form], [["access_token", token]]);
  });
});

describe("the answer", () => {
  test("names the client and the scopes by headers, as GitHub does", async () => {
    const headers = { "X-OAuth-Client-Id": "portal", "X-OAuth-Scopes": "read:user, wells:read" };
    const claims = await claimsOf(issued({ id: 583231, login: "octocat" }, headers));
    const issuer = issuerAt(provider, github, { subjectClaim: "id" });
    assert.equal(acceptedClaims(claims, issuer), undefined);
    assert.equal(subjectOf(claims, issuer), "583231");
    assert.deepEqual(scopesOf(claims, issuer), ["read:user", "wells:read"]);
  });

  test("has scopes told apart by spaces, commas or both, and none in an empty header", async () => {
    for (const [value, scopes] of [
      ["a b", ["a", "b"]],
      ["a,b", ["a", "b"]],
      [" a , b ,", ["a", "b"]],
      ["", []],
    ] as const) {
      const claims = await claimsOf(issued({}, { "x-oauth-scopes": value }));
      assert.deepEqual(scopesOf(claims, issuerAt(provider)), scopes, value);
    }
  });

  test("says nothing about client and scopes by members, where headers are to say it", async () => {
    const members = { client_id: "portal", azp: "portal", scope: "admin", scp: ["admin"], rights: "admin" };
    const claims = await claimsOf(issued(members), github, { scopeClaim: "rights" });
    assert.deepEqual(claims, {});
    assert.equal(acceptedClaims(claims, issuerAt(provider)), "token_client");
  });

  test("says it by members where no header is to", async () => {
    const claims = await claimsOf(issued({ client_id: "portal", scope: "a" }, { "x-oauth-scopes": "b" }), {});
    assert.deepEqual(claims, { client_id: "portal", scope: "a" });
  });

  test("is none with two values of such a header; two values in one are no client", async () => {
    for (const name of ["x-oauth-client-id", "x-oauth-scopes"]) {
      const token = issued({}, { [name]: ["portal", "portal"] });
      await assert.rejects(at(provider, github)(token, noHurry), { code: "user_info_answer_invalid" });
    }
    const claims = await claimsOf(issued({}, { "x-oauth-client-id": "portal, other" }));
    assert.equal(acceptedClaims(claims, issuerAt(provider)), "token_client");
  });

  test("is of a token that is over when `expires_in` says so; numbers may be texts, as Google writes them", async () => {
    const ask = at(provider);
    for (const left of [0, -100, "0", "-100"]) {
      const answer = await ask(issued({ expires_in: left, exp: noon / 1000 + 500 }), noHurry);
      const over = Number(left) <= -30;
      assert.deepEqual("rejected" in answer, over, String(left));
    }
    const answer = await ask(issued({ expires_in: "7", exp: String(noon / 1000 + 9) }), noHurry);
    assert.equal("claims" in answer && answer.rememberUntil, noon + 7000);
    assert.deepEqual(await ask(issued({ exp: "1700000000" }), noHurry), { rejected: "token_expired" });
    await assert.rejects(ask(issued({ expires_in: "soon" }), noHurry), { code: "user_info_answer_invalid" });
  });

  test("401 is about the token; so is Google's 400 `invalid_token`, and no other 400", async () => {
    for (const [status, body] of [
      [401, ""],
      [401, "<html>"],
      [400, '{"error":"invalid_token","error_description":"Invalid Value"}'],
    ] as const) {
      provider.behaviour = (_, response) => response.writeHead(status).end(body);
      assert.deepEqual(await at(provider)(newToken(), noHurry), { rejected: "token_inactive" });
    }
    for (const body of ['{"error":"invalid_request"}', '{"error":["invalid_token"]}', "invalid_token"]) {
      provider.behaviour = (_, response) => response.writeHead(400).end(body);
      await assert.rejects(at(provider)(newToken(), noHurry), { code: "user_info_unavailable" });
    }
  });
});
