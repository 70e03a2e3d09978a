/** Opaque tokens open the API: their provider is asked about each by introspection, through the whole local API. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { newToken, type Provider, startProvider } from "#test/adapters/tokens/provider";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

const clientSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf";
const wells = "/collections/wells/items";

describe("an opaque token that is introspected", () => {
  let provider: Provider;
  let api: LocalApi;
  const lines: string[] = [];
  before(async () => {
    provider = await startProvider();
    const tokens: NonNullable<SettingsInput["tokens"]> = {
      opaque: [
        {
          issuer: provider.url,
          audiences: ["ogc-api"],
          introspection: { url: provider.introspectionUrl, clientSecretArn, cacheSeconds: 0 },
        },
      ],
    };
    api = await startLocalApi({
      settings: sampleSettings({ tokens }),
      secrets: { [clientSecretArn]: provider.secretText() },
      onLog: (_name, line) => lines.push(line),
    });
  });
  after(async () => {
    await api?.close();
    await provider?.close();
  });

  async function answerTo(token: string, path = wells) {
    const answer = await ask(api.url, path, { headers: { authorization: `Bearer ${token}` } });
    const { reason } = await decisionAbout(api, answer);
    return [answer.status, reason];
  }

  function issued(claims: object = {}): string {
    const token = newToken();
    const usual = { token_type: "Bearer", sub: "u1", aud: "ogc-api", scope: "wells:read" };
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

  test("stands beside JSON Web Tokens, which the provider is not asked about", async () => {
    const before = provider.requests.length;
    assert.deepEqual(await answerTo(await api.token({ scope: "wells:read" })), [200, "policy_allowed"]);
    assert.equal(provider.requests.length, before);
  });

  test("is a fault of ours while our client is refused or the provider fails, and no log shows either secret", async () => {
    const token = issued();
    const known = provider.client.secret;
    provider.client.secret = "another";
    assert.deepEqual(await answerTo(token), [500, "introspection_refused"]);
    provider.client.secret = known;
    provider.behaviour = (request, response) => response.writeHead(503).end(String(request.form));
    assert.deepEqual(await answerTo(token), [500, "introspection_unavailable"]);
    provider.behaviour = undefined;
    assert.deepEqual(await answerTo(token), [200, "policy_allowed"]);
    const said = JSON.stringify([lines, api.decisions]);
    for (const secret of [token, known, encodeURIComponent(known)]) assert.ok(!said.includes(secret));
  });
});

test("an API whose settings name a client's secret does not start without its text", async () => {
  const introspection = { url: "https://login.example.org/introspect", clientSecretArn };
  const tokens = {
    opaque: [{ issuer: "https://login.example.org", audiences: ["a"], introspection }],
  };
  await assert.rejects(startLocalApi({ settings: sampleSettings({ tokens }) }), {
    message:
      "tokens.opaque[0].introspection.clientSecretArn names a secret that is not here: " +
      `name a file that holds its text by --secret ${clientSecretArn}=<file>`,
  });
});
