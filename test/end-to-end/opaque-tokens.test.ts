/** Tokens that only their issuer can judge open the API, through the whole local API: each is asked about. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { startTokenIssuer, type TokenIssuer } from "#local/token-issuer/token-issuer";
import { likeGitHub, newToken, type Provider, startProvider } from "#test/adapters/tokens/provider";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

const secretArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
const wells = "/collections/wells/items";

let provider: Provider;
let issuer: TokenIssuer;
let api: LocalApi;
const lines: string[] = [];
const canaries: string[] = [];

before(async () => {
  provider = await startProvider();
  issuer = await startTokenIssuer();
  const tokens: NonNullable<SettingsInput["tokens"]> = {
    issuers: [
      {
        issuer: issuer.issuer,
        jwksUri: issuer.jwksUri,
        audiences: ["ogc-api"],
        introspection: {
          url: provider.introspectionUrl,
          clientSecretArn: secretArn("jwt-client"),
          clientAuthentication: "client_secret_post",
          cacheSeconds: 0,
        },
      },
    ],
    opaque: [
      {
        issuer: provider.url,
        audiences: ["ogc-api"],
        introspection: { clientSecretArn: secretArn("client"), cacheSeconds: 0 },
      },
      likeGitHub(`${provider.url}/hub`, provider),
    ],
  };
  canaries.push(provider.client.secret, encodeURIComponent(provider.client.secret));
  api = await startLocalApi({
    settings: sampleSettings({ tokens }),
    secrets: {
      [secretArn("client")]: provider.secretText(),
      [secretArn("jwt-client")]: provider.secretText(),
    },
    onLog: (_name, line) => lines.push(line),
  });
});
beforeEach(() => {
  provider.behaviour = undefined;
});
after(async () => {
  await api?.close();
  await issuer?.close();
  await provider?.close();
  const said = JSON.stringify([lines, api.decisions]);
  for (const canary of canaries) assert.ok(!said.includes(canary), "a log line holds a token or a secret");
});

async function answerTo(token: string, path = wells) {
  canaries.push(token);
  const answer = await ask(api.url, path, { headers: { authorization: `Bearer ${token}` } });
  const { reason } = await decisionAbout(api, answer);
  return [answer.status, reason];
}

const usual = { token_type: "Bearer", sub: "u1", aud: "ogc-api", scope: "wells:read" };

describe("an opaque token that is introspected, at an endpoint that its issuer's metadata names,", () => {
  function issued(claims: object = {}): string {
    const token = newToken();
    provider.active.set(token, { ...usual, ...claims });
    return token;
  }

  test("opens what its scope opens, and stops when it is revoked", async () => {
    const token = issued();
    assert.deepEqual(await answerTo(token), [200, "policy_allowed"]);
    assert.deepEqual(await answerTo(issued({ scope: "other" })), [403, "insufficient_scope"]);
    provider.active.delete(token);
    assert.deepEqual(await answerTo(token), [401, "token_inactive"]);
  });

  test("is refused when it is made for another API, or for getting other tokens", async () => {
    assert.deepEqual(await answerTo(issued({ aud: "other" })), [401, "token_audience"]);
    assert.deepEqual(await answerTo(issued({ token_use: "refresh_token" })), [401, "token_not_access_token"]);
  });

  test("stands beside JSON Web Tokens of issuers that nobody asks", async () => {
    const before = provider.requests.length;
    assert.deepEqual(await answerTo(await api.token({ scope: "wells:read" })), [200, "policy_allowed"]);
    assert.equal(provider.requests.length, before);
  });

  test("is a fault of ours while our client is refused or the issuer fails", async () => {
    const token = issued();
    const known = provider.client.secret;
    provider.client.secret = "another";
    assert.deepEqual(await answerTo(token), [500, "introspection_refused"]);
    provider.client.secret = known;
    provider.behaviour = (request, response) => response.writeHead(503).end(String(request.form));
    assert.deepEqual(await answerTo(token), [500, "introspection_unavailable"]);
    provider.behaviour = undefined;
    assert.deepEqual(await answerTo(token), [200, "policy_allowed"]);
  });

  test("is asked about by the client's new secret as soon as that is stored", async () => {
    const token = issued();
    provider.client.secret = `canary-${crypto.randomUUID()}`;
    canaries.push(provider.client.secret);
    api.setSecret(secretArn("client"), provider.secretText());
    api.setSecret(secretArn("jwt-client"), provider.secretText());
    // As long as a function does not read the secret anew after a failure.
    await sleep(2100);
    assert.deepEqual(await answerTo(token), [200, "policy_allowed"]);
  });
});

describe("a JSON Web Token that is introspected as well", () => {
  test("opens what its issuer still grants, and stops when it is revoked", async () => {
    const token = await issuer.token({ scope: "wells:read" });
    provider.active.set(token, { token_type: "Bearer" });
    assert.deepEqual(await answerTo(token), [200, "policy_allowed"]);
    provider.active.set(token, { token_type: "Bearer", scope: "other" });
    assert.deepEqual(await answerTo(token), [403, "insufficient_scope"]);
    provider.active.set(token, { token_type: "Bearer", sub: "another" });
    assert.deepEqual(await answerTo(token), [401, "token_introspection_mismatch"]);
    provider.active.delete(token);
    assert.deepEqual(await answerTo(token), [401, "token_inactive"]);
  });

  test("is never asked about when it is forged", async () => {
    const before = provider.requests.length;
    const token = await issuer.token({ scope: "wells:read" });
    assert.deepEqual(await answerTo(`${token.slice(0, -8)}AAAAAAAA`), [401, "token_signature"]);
    assert.equal(provider.requests.length, before);
  });
});

describe("a token of a provider without introspection, such as GitHub's,", () => {
  const headers = { "x-oauth-client-id": "portal", "x-oauth-scopes": "read:user, wells:read" };

  function issued(changes: object = {}): string {
    const token = newToken("gho_");
    provider.users.set(token, {
      headers: { ...headers, ...changes },
      body: { id: 583231, login: "octocat" },
    });
    return token;
  }

  test("opens what its scope opens, for tokens of the configured client alone", async () => {
    assert.deepEqual(await answerTo(issued()), [200, "policy_allowed"]);
    assert.deepEqual(await answerTo(issued({ "x-oauth-scopes": "" })), [403, "insufficient_scope"]);
    assert.deepEqual(await answerTo(issued({ "x-oauth-client-id": "other" })), [401, "token_client"]);
    assert.deepEqual(await answerTo(newToken("gho_")), [401, "token_inactive"]);
  });

  test("is a fault of ours, and not refused, when the provider has been asked too often", async () => {
    provider.behaviour = (_, response) => response.writeHead(403, { "retry-after": "60" }).end("{}");
    assert.deepEqual(await answerTo(issued()), [500, "user_info_unavailable"]);
  });

  test("is remembered for as long as is configured: it opens while the provider is down", async () => {
    const token = issued();
    assert.deepEqual(await answerTo(token), [200, "policy_allowed"]);
    provider.behaviour = (_, __, message) => message.socket.destroy();
    assert.deepEqual(await answerTo(token), [200, "policy_allowed"]);
    assert.deepEqual(await answerTo(issued()), [500, "user_info_unavailable"]);
  });
});

test("an API whose settings name a client's secret does not start without its text", async () => {
  const introspection = { url: "https://login.example.org/introspect", clientSecretArn: secretArn("client") };
  const tokens = { opaque: [{ issuer: "https://login.example.org", audiences: ["a"], introspection }] };
  await assert.rejects(startLocalApi({ settings: sampleSettings({ tokens }) }), {
    message:
      "tokens.opaque[0].introspection.clientSecretArn names a secret that is not here: " +
      `name a file that holds its text by --secret ${secretArn("client")}=<file>`,
  });
});
