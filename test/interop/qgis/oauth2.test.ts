/** QGIS reads a protected collection page by page with an access token for which somebody logs in at oidc-provider. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#local/loopback/free-port";
import { redirectedTo } from "../authorization/browser.ts";
import { newClient, type OAuthClient } from "../authorization/oauth-client.ts";
import { type RunningProvider, startProvider, user } from "../oidc-provider/start-provider.ts";
import { openLayer, type QgisCredential } from "./run-qgis.ts";
import { type ApiForQgis, startApi } from "./start-api.ts";

const wells = { collection: "wells", pageSize: 2 };

/** A configuration of QGIS's method OAuth2, as its window for authentication configurations makes it. */
function oauth2(provider: RunningProvider, client: OAuthClient, port: number, scope: string): QgisCredential {
  const configuration = {
    version: 1,
    configType: 1, // Custom, not one that is defined elsewhere.
    grantFlow: 0, // Authorization Code
    requestUrl: `${provider.issuer}/auth`,
    tokenUrl: `${provider.issuer}/token`,
    refreshTokenUrl: "",
    redirectPort: port,
    redirectUrl: "",
    clientId: client.id,
    clientSecret: client.secret,
    scope,
    accessMethod: 0, // Header
    persistToken: false,
    requestTimeout: 20,
    queryPairs: {},
    ...{ id: "", name: "", objectName: "", description: "", apiKey: "", username: "", password: "" },
  };
  return { method: "OAuth2", configuration: { oauth2config: JSON.stringify(configuration) } };
}

describe("QGIS with an authentication configuration of OAuth2, authorization code", () => {
  let provider: RunningProvider;
  let api: ApiForQgis;
  let port = 0;
  let client: OAuthClient;
  before(async () => {
    port = await freePort();
    client = { ...newClient("qgis"), redirectUri: `http://127.0.0.1:${port}/` };
    provider = await startProvider(["wells:read", "other"], client);
    const { issuer, jwksUri } = provider;
    api = await startApi("bare_handler.handler", {
      issuers: [{ issuer, jwksUri, audiences: ["ogc-api"] }],
    });
  });
  after(async () => {
    await api?.close();
    await provider?.close();
  });

  /** What the user does in the browser that QGIS opens, at the address that it makes of its configuration. */
  const logIn = async (scope: string): Promise<void> => {
    const address = new URL(`${provider.issuer}/auth`);
    const asked = { response_type: "code", client_id: client.id, redirect_uri: client.redirectUri, scope };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    const arrived = await redirectedTo(client.redirectUri, address, ({ text }) => {
      const prompt = /name="prompt" value="(login|consent)"/.exec(text)?.[1];
      return { prompt: prompt ?? "", login: user, password: "any" };
    });
    const deadline = performance.now() + 30_000;
    for (;;) {
      // QGIS listens from when it needs a token on until it has one.
      const answer = await fetch(arrived).catch(() => undefined);
      if (answer !== undefined) return void (await answer.text());
      assert.ok(performance.now() < deadline, "QGIS does not wait for a log-in");
      await sleep(100);
    }
  };

  const open = async (scope: string) => {
    const credential = oauth2(provider, client, port, scope);
    const [layer] = await Promise.all([openLayer({ ...wells, url: api.url, credential }), logIn(scope)]);
    return layer;
  };

  test("reads all features of all pages, with the token in the header of each request", async () => {
    const already = api.decisions.length;
    assert.deepEqual(await open("wells:read"), { valid: true, wells: ["w-101", "w-102", "w-103", "w-104"] });
    const decisions = api.decisions.slice(already);
    assert.deepEqual(
      decisions.map(({ outcome, principalId }) => [outcome, principalId]),
      decisions.map(() => ["allowed", user]),
    );
    assert.ok(decisions.length >= 6);
    assert.ok(!JSON.stringify(api.asked).includes("token"));
  });

  test("cannot open the layer when the token lacks the scope", async () => {
    assert.deepEqual(await open("other"), { valid: false, wells: [] });
    const { outcome, reason } = api.decisions.at(-1) ?? {};
    assert.deepEqual([outcome, reason], ["forbidden", "insufficient_scope"]);
  });
});
