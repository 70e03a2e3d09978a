/** An OAuth 2.0 client, by oauth4webapi, that was told an API's address and its own secret, and finds out all the rest. */
import assert from "node:assert/strict";
import { type RunningProvider, resources } from "../oidc-provider/start-provider.ts";
import { type Challenge, insecure, oauth, type ResourceServer } from "./oauth4webapi.ts";

/** A refusal as the client has understood it. */
export interface Refusal {
  readonly status: number;
  readonly challenges: readonly Challenge[];
}

export interface DiscoveringClient {
  /** Asks with a token, or without; fails where there is no refusal with challenges. */
  refusal(path: string, token?: string, method?: string): Promise<Refusal>;
  /** The metadata to which a refusal leads, checked to be about `resource`; the API's address by default. */
  metadata(refusal: Refusal, resource?: URL): Promise<ResourceServer>;
  /** Where RFC 9728 section 3.1 has a client look that knows nothing but the address; not yet judged. */
  metadataByRule(): Promise<Response>;
  /** A token of that scope from the authorization server that the metadata names. */
  token(metadata: ResourceServer, scope: string): Promise<string>;
  /** Reads with a token; fails where it is refused. */
  read(path: string, token: string): Promise<Response>;
}

/**
 * @param send sends requests to the API; a plain `fetch` by default
 */
export function discoveringClient(
  apiUrl: string,
  provider: RunningProvider,
  send: typeof fetch = fetch,
): DiscoveringClient {
  const toApi = { ...insecure, [oauth.customFetch]: send };
  // oauth4webapi always sends a token; where the client has none yet, its request goes out without.
  const anonymously = (address: string, request: RequestInit) => {
    const headers = new Headers(request.headers);
    headers.delete("authorization");
    return send(address, { ...request, headers });
  };
  const ask = (path: string, token: string | undefined, method = "GET") =>
    oauth.protectedResourceRequest(
      token ?? "none",
      method,
      new URL(apiUrl + path),
      undefined,
      undefined,
      token === undefined ? { ...toApi, [oauth.customFetch]: anonymously } : toApi,
    );
  return {
    async refusal(path, token, method) {
      const error = await ask(path, token, method).then(
        ({ status }) => assert.fail(`${path} was answered with ${status}, without a challenge`),
        (error: unknown) => error,
      );
      assert.ok(error instanceof oauth.WWWAuthenticateChallengeError, String(error));
      return { status: error.response.status, challenges: error.cause };
    },
    async metadata({ challenges }, resource = new URL(apiUrl)) {
      const bearer = challenges.find(({ scheme }) => scheme === "bearer");
      const document = await send(
        bearer?.parameters.resource_metadata ?? assert.fail("no metadata is named"),
      );
      return oauth.processResourceDiscoveryResponse(resource, document);
    },
    metadataByRule: () => oauth.resourceDiscoveryRequest(new URL(apiUrl), toApi),
    async token(metadata, scope) {
      // A client chooses among them the server where it is registered.
      const named = metadata.authorization_servers?.find((server) => server === provider.issuer);
      const issuer = new URL(named ?? assert.fail("the provider is not among the authorization servers"));
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
    },
    read: (path, token) => ask(path, token),
  };
}
