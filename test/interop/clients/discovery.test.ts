/** A standard OAuth 2.0 client that knows nothing but the API's address learns everything else from a 401. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { type RunningProvider, resources, startProvider } from "../oidc-provider/start-provider.ts";
import { type Challenge, insecure, oauth, type ResourceServer } from "./oauth4webapi.ts";
import { startWater } from "./start-water.ts";

const wells = "/collections/wells/items?limit=1";

describe("oauth4webapi, which was told the API's address alone,", () => {
  let provider: RunningProvider;
  let api: LocalApi;
  before(async () => {
    provider = await startProvider(["wells:read", "other"]);
    const issuers = [{ issuer: provider.issuer, audiences: ["ogc-api"], accessTokenType: "at+jwt" as const }];
    api = await startWater({ settings: { tokens: { issuers } } });
  });
  after(async () => {
    await api?.close();
    await provider?.close();
  });

  /** The challenges of the refusal, by the client's own parser. */
  async function refusal(path: string, token?: string, method = "GET") {
    // The client always sends a token; where it has none yet, its request goes out without one.
    const anonymously = (address: string, request: RequestInit) => {
      const headers = new Headers(request.headers);
      headers.delete("authorization");
      return fetch(address, { ...request, headers });
    };
    const options = { ...insecure, ...(token === undefined && { [oauth.customFetch]: anonymously }) };
    const address = new URL(api.url + path);
    const error = await oauth
      .protectedResourceRequest(token ?? "none", method, address, undefined, undefined, options)
      .then(
        ({ status }) => assert.fail(`${path} was answered with ${status}`),
        (error: unknown) => error,
      );
    assert.ok(error instanceof oauth.WWWAuthenticateChallengeError, String(error));
    const { cause, response } = error as typeof error & { readonly response: Response };
    return { status: response.status, challenges: cause };
  }

  const bearer = (challenges: readonly Challenge[]) => challenges.find(({ scheme }) => scheme === "bearer");

  async function metadataOf(challenges: readonly Challenge[]): Promise<ResourceServer> {
    const address = bearer(challenges)?.parameters.resource_metadata;
    return oauth.processResourceDiscoveryResponse(new URL(api.url), await fetch(address ?? ""));
  }

  async function tokenFor(metadata: ResourceServer, scope: string): Promise<string> {
    // A client chooses among them the server where it is registered.
    const named = metadata.authorization_servers?.find((server) => server === provider.issuer);
    const issuer = new URL(named ?? assert.fail("the provider is not among the authorization servers"));
    // RFC 8414 is tried where the server is no OpenID Provider; this one is.
    const discovered = await oauth.discoveryRequest(issuer, { ...insecure, algorithm: "oidc" });
    const server = await oauth.processDiscoveryResponse(issuer, discovered);
    const client = { client_id: provider.client.id };
    const answer = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.ClientSecretBasic(provider.client.secret),
      new URLSearchParams({ scope, resource: resources.api }),
      insecure,
    );
    return (await oauth.processClientCredentialsResponse(server, client, answer)).access_token;
  }

  const read = (token: string) =>
    oauth.protectedResourceRequest(token, "GET", new URL(api.url + wells), undefined, undefined, insecure);

  test("finds in the 401 every way to authenticate, with what each needs", async () => {
    const { status, challenges } = await refusal(wells);
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
    const { challenges } = await refusal(wells);
    for (const [path, token, method] of [
      [wells, undefined, "HEAD"],
      ["/collections/no-such-thing/items", undefined, "GET"],
      ["/no/such/address", undefined, "GET"],
      [wells, "not-a-token", "GET"],
    ] as const) {
      assert.deepEqual(await refusal(path, token, method), { status: 401, challenges }, path);
    }
  });

  test("learns the authorization server and the scope, gets a token there, and reads", async () => {
    const metadata = await metadataOf((await refusal(wells)).challenges);
    assert.deepEqual(metadata, {
      resource: api.url,
      // The local gateway's own, for developers, and the provider.
      authorization_servers: [api.issuer?.issuer, provider.issuer],
      bearer_methods_supported: ["header"],
      scopes_supported: ["wells:read"],
    });
    const token = await tokenFor(metadata, metadata.scopes_supported?.join(" ") ?? "");
    const answer = await read(token);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /w-101/);
  });

  test("is told the scope that a valid token lacks, and reads with a token that has it", async () => {
    const metadata = await metadataOf((await refusal(wells)).challenges);
    const { status, challenges } = await refusal(wells, await tokenFor(metadata, "other"));
    assert.equal(status, 403);
    assert.deepEqual(challenges, [
      {
        scheme: "bearer",
        parameters: { realm: "ogc-api", error: "insufficient_scope", scope: "wells:read" },
      },
    ]);
    assert.equal((await read(await tokenFor(metadata, challenges[0]?.parameters.scope ?? ""))).status, 200);
  });

  test("takes the metadata for the API's address as it is, without a slash at its end", async () => {
    const { challenges } = await refusal(wells);
    const document = await fetch(bearer(challenges)?.parameters.resource_metadata ?? "");
    await assert.rejects(
      oauth.processResourceDiscoveryResponse(new URL(`${api.url}/`), document),
      /"resource" property does not match/,
    );
  });

  test("finds no metadata by RFC 9728's own rule below a stage, where the 401 alone leads to it", async () => {
    const answer = await oauth.resourceDiscoveryRequest(new URL(api.url), insecure);
    assert.notEqual(answer.status, 200);
    const { pathname } = new URL(answer.url);
    assert.equal(pathname, "/.well-known/oauth-protected-resource/v1");
  });
});
