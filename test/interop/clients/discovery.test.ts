/** A standard OAuth 2.0 client that knows nothing but the API's address learns everything else from a 401. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { sampleSettings } from "#test/end-to-end/sample-settings";
import { ask } from "#test/http/exact-request";
import { type RunningProvider, startProvider } from "../oidc-provider/start-provider.ts";
import { type DiscoveringClient, discoveringClient } from "./discovering-client.ts";
import { startWater } from "./start-water.ts";

const wells = "/collections/wells/items?limit=1";

describe("oauth4webapi, which was told the API's address alone,", () => {
  let provider: RunningProvider;
  let tokens: NonNullable<SettingsInput["tokens"]>;
  before(async () => {
    provider = await startProvider(["wells:read", "other"]);
    tokens = {
      issuers: [{ issuer: provider.issuer, audiences: ["ogc-api"], accessTokenType: "at+jwt" }],
    };
  });
  after(() => provider?.close());

  describe("below a stage", () => {
    let api: LocalApi;
    let client: DiscoveringClient;
    before(async () => {
      api = await startWater({ settings: { tokens } });
      client = discoveringClient(api.url, provider);
    });
    after(() => api?.close());

    test("finds in the 401 every way to authenticate, with what each needs", async () => {
      const { status, challenges } = await client.refusal(wells);
      assert.equal(status, 401);
      assert.deepEqual(
        challenges.map(({ scheme }) => scheme),
        ["basic", "bearer", "apikey"],
      );
      assert.equal(challenges[2]?.parameters.header, "X-API-Key");
      assert.equal(challenges[0]?.parameters.charset, "UTF-8");
      for (const { parameters } of challenges) {
        assert.equal(parameters.realm, "ogc-api");
        assert.equal(parameters.error, undefined);
      }
    });

    test("gets the same challenges by HEAD, at addresses that nobody knows, and with a token that is none", async () => {
      const refusal = await client.refusal(wells);
      for (const [path, token, method] of [
        [wells, undefined, "HEAD"],
        ["/collections/no-such-thing/items", undefined, "GET"],
        ["/no/such/address", undefined, "GET"],
        [wells, "not-a-token", "GET"],
      ] as const) {
        assert.deepEqual(await client.refusal(path, token, method), refusal, path);
      }
    });

    test("learns the authorization server and the scope, gets a token there, and reads", async () => {
      const metadata = await client.metadata(await client.refusal(wells));
      assert.equal(metadata.resource, api.url);
      assert.ok(metadata.authorization_servers?.includes(provider.issuer));
      assert.deepEqual(metadata.bearer_methods_supported, ["header"]);
      assert.deepEqual(metadata.scopes_supported, ["wells:read"]);
      const token = await client.token(metadata, metadata.scopes_supported?.join(" ") ?? "");
      const answer = await client.read(wells, token);
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /w-101/);
    });

    test("is told the scope that a valid token lacks, and reads with a token that has it", async () => {
      const metadata = await client.metadata(await client.refusal(wells));
      const { status, challenges } = await client.refusal(wells, await client.token(metadata, "other"));
      assert.equal(status, 403);
      const parameters = { realm: "ogc-api", error: "insufficient_scope", scope: "wells:read" };
      assert.deepEqual(challenges, [{ scheme: "bearer", parameters }]);
      const token = await client.token(metadata, challenges[0]?.parameters.scope ?? "");
      assert.equal((await client.read(wells, token)).status, 200);
    });

    test("takes the metadata for the API's address as it is, without a slash at its end", async () => {
      const refusal = await client.refusal(wells);
      await assert.rejects(
        client.metadata(refusal, new URL(`${api.url}/`)),
        /"resource" property does not match/,
      );
    });

    test("finds no metadata by RFC 9728's own rule, so that the 401 alone leads to it", async () => {
      const answer = await client.metadataByRule();
      assert.equal(new URL(answer.url).pathname, "/.well-known/oauth-protected-resource/v1");
      assert.notEqual(answer.status, 200);
    });
  });

  describe("at the root of a custom domain", () => {
    const address = "https://geo.example.org";
    const certificateArn =
      "arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    let api: LocalApi;
    let client: DiscoveringClient;
    const asked: string[] = [];
    before(async () => {
      const domain = { name: new URL(address).host, certificateArn };
      api = await startLocalApi({ settings: sampleSettings({ api: { domain }, tokens }), keepDomain: true });
      // The domain's name leads to this machine, as its DNS record would to API Gateway; `fetch` would send no such Host.
      const send: typeof fetch = async (input, request) => {
        const { pathname, search } = new URL(String(input));
        asked.push(pathname);
        const headers = { ...Object.fromEntries(new Headers(request?.headers)), host: domain.name };
        const answer = await ask(new URL(api.url).origin, pathname + search, { headers });
        const answered = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        return new Response(answer.text, {
          status: answer.status,
          headers: Object.fromEntries(answered),
        });
      };
      client = discoveringClient(address, provider, send);
    });
    after(() => api?.close());

    test("finds the metadata by RFC 9728's own rule, the same to which the 401 leads, and reads", async () => {
      const byRule = await client.metadataByRule();
      assert.equal(asked.at(-1), "/.well-known/oauth-protected-resource");
      assert.equal(byRule.status, 200);
      const metadata = await client.metadata(await client.refusal(wells));
      assert.deepEqual(await byRule.json(), metadata);
      assert.equal(metadata.resource, address);
      const token = await client.token(metadata, "wells:read");
      assert.equal((await client.read(wells, token)).status, 200);
    });

    test("is at the same address with and without the slash of the root", async () => {
      const refusal = await client.refusal(wells);
      assert.equal((await client.metadata(refusal, new URL(`${address}/`))).resource, address);
    });
  });
});
