/** Starts oidc-provider, with a client, receivers of tokens and keys that are made at run time. */
import { randomBytes, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { freePort } from "#local/loopback/free-port";
import {
  codeGrant,
  type FormParameters,
  type IssuedTokens,
  newClient,
  type OAuthClient,
  sendForm,
  tokensFor,
} from "../authorization/oauth-client.ts";
import { type StartedProcess, startProcess } from "../process/start-process.ts";
import {
  controlPaths,
  type ProviderClient,
  type ProviderResource,
  type ProviderSetup,
  type ShownSecret,
  setupVariable,
} from "./provider-setup.ts";

/** Receivers of tokens by the address that a client asks for; all but one mean the API under test. */
export const resources = {
  api: "https://api.example.org/",
  elsewhere: "https://elsewhere.example.org/",
  opaque: "https://opaque.example.org/",
  PS256: "https://ps256.example.org/",
  Ed25519: "https://ed25519.example.org/",
  ES256: "https://es256.example.org/",
} as const;

const audience = "ogc-api";
const receivers: Record<string, ProviderResource> = {
  [resources.api]: { audience, format: { jwt: "RS256" } },
  [resources.elsewhere]: { audience: "another-api", format: { jwt: "RS256" } },
  [resources.opaque]: { audience, format: "opaque" },
  [resources.PS256]: { audience, format: { jwt: "PS256" } },
  [resources.Ed25519]: { audience, format: { jwt: "Ed25519" } },
  [resources.ES256]: { audience, format: { jwt: "ES256" } },
};

/** The user who logs in. */
export const user = "ada";

/** A running provider. */
export interface RunningProvider extends StartedProcess {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly introspectionEndpoint: string;
  readonly client: OAuthClient;
  /** Clients that get no tokens and only ask about them, each by its own way. */
  readonly readers: Readonly<Record<ShownSecret, OAuthClient>>;
  /** The private keys with which it began. */
  readonly keys: readonly JWK[];
  /** An access token of the client itself (client credentials grant). */
  clientToken(parameters: FormParameters, headers?: FormParameters): Promise<IssuedTokens>;
  /** Tokens of a user who logs in at the provider's own pages. */
  userTokens(parameters: FormParameters): Promise<IssuedTokens>;
  /** Revokes a token (RFC 7009). */
  revoke(token: string): Promise<void>;
  /** How often each path was asked for. */
  requests(): Promise<Readonly<Record<string, number>>>;
  /** Replaces all keys. */
  useKeys(keys: readonly JWK[]): Promise<void>;
}

/** A private key for each algorithm that the receivers need, and one for encryption. */
export async function newKeys(): Promise<JWK[]> {
  const algorithms = ["RSA-OAEP-256", "RS256", "PS256", "ES256", "Ed25519"];
  return Promise.all(
    algorithms.map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
      const use = alg === "RSA-OAEP-256" ? "enc" : "sig";
      return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg, use };
    }),
  );
}

/**
 * Starts the provider on 127.0.0.1.
 * @param plain a client beside the usual one that names no receiver, whose tokens then mean the API, and that shows its
 *   secret in the form
 */
export async function startProvider(
  scopes: readonly string[] = ["wells:read"],
  plain?: OAuthClient,
): Promise<RunningProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const client = newClient("map-viewer");
  const readers = {
    client_secret_basic: newReader("urn:ogc-api:reader 100%"),
    client_secret_post: newReader("urn:ogc-api:reader+post"),
  };
  const keys = await newKeys();
  const setup: ProviderSetup = {
    port,
    clients: [
      registered(client, "client_secret_basic", [
        "authorization_code",
        "refresh_token",
        "client_credentials",
      ]),
      ...methods.map((method) => registered(readers[method], method, [])),
      ...(plain === undefined
        ? []
        : [registered(plain, "client_secret_post", ["authorization_code", "refresh_token"])]),
    ],
    usualResource: plain && resources.api,
    resources: receivers,
    scopes,
    keys,
  };
  const started = await startProcess({
    command: process.execPath,
    commandArguments: [`${import.meta.dirname}/serve-provider.ts`],
    environment: { [setupVariable]: JSON.stringify(setup) },
    readyAddress: `${issuer}/.well-known/openid-configuration`,
    readyWithinMilliseconds: 30_000,
  });
  const token = `${issuer}/token`;
  return {
    ...started,
    issuer,
    jwksUri: `${issuer}/jwks`,
    introspectionEndpoint: `${issuer}/token/introspection`,
    client,
    readers,
    keys,
    clientToken: (parameters, headers) =>
      tokensFor(token, client, { grant_type: "client_credentials", ...parameters }, headers),
    userTokens: (parameters) =>
      codeGrant({ authorization: `${issuer}/auth`, token }, client, parameters, ({ text }) => {
        const prompt = /name="prompt" value="(login|consent)"/.exec(text)?.[1];
        return { prompt: prompt ?? "", login: user, password: "any" };
      }),
    revoke: async (revoked) => void (await sendForm(`${token}/revocation`, client, { token: revoked })),
    requests: async () =>
      (await fetch(issuer + controlPaths.requests)).json() as Promise<Record<string, number>>,
    async useKeys(keys) {
      const answer = await fetch(issuer + controlPaths.keys, { method: "PUT", body: JSON.stringify(keys) });
      if (answer.status !== 204) throw new Error(`the provider refuses the keys: ${answer.status}`);
    },
  };
}

const methods = ["client_secret_basic", "client_secret_post"] as const;

/** A client whose id and secret have characters that mean something in a form and in HTTP Basic. */
const newReader = (id: string): OAuthClient => ({
  id,
  secret: `${randomBytes(24).toString("base64url")}:%+&=/ `,
  redirectUri: "",
});

function registered(
  { id, secret, redirectUri }: OAuthClient,
  method: ShownSecret,
  grants: readonly string[],
): ProviderClient {
  const code = grants.includes("authorization_code");
  return {
    client_id: id,
    client_secret: secret,
    token_endpoint_auth_method: method,
    grant_types: grants,
    response_types: code ? ["code"] : [],
    redirect_uris: code ? [redirectUri] : [],
  };
}
