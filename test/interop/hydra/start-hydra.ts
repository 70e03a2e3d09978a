/** Starts ORY Hydra with a database in memory, its log-in pages, and clients for tokens of either form. */
import { randomBytes } from "node:crypto";
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
import { installedPeer } from "../process/installed-peer.ts";
import { type StartedProcess, startProcess } from "../process/start-process.ts";
import { startLogIn } from "./log-in.ts";

/** A client, and what it can get from Hydra. */
export interface HydraClient extends OAuthClient {
  /** An access token of the client itself (client credentials grant). */
  clientToken(parameters?: FormParameters): Promise<string>;
  /** Tokens of the user (authorization code grant). */
  userTokens(parameters?: FormParameters): Promise<IssuedTokens>;
  /** Revokes a token (RFC 7009). */
  revoke(token: string): Promise<void>;
}

export interface Hydra extends StartedProcess {
  readonly issuer: string;
  /** Asks whoever asks for no client secret: Hydra keeps it to its administrators' network. */
  readonly introspectionEndpoint: string;
  /** Makes a client whose access tokens have this form. */
  client(id: string, form: "jwt" | "opaque"): Promise<HydraClient>;
}

/** Starts Hydra on 127.0.0.1. */
export async function startHydra(scopes: readonly string[], audiences: readonly string[]): Promise<Hydra> {
  const [publicPort, adminPort] = [await freePort(), await freePort()];
  const issuer = `http://127.0.0.1:${publicPort}`;
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  const logIn = await startLogIn(adminUrl);
  const started = await startProcess({
    command: installedPeer("INTEROP_HYDRA"),
    commandArguments: ["serve", "all", "--dev", "--sqa-opt-out"],
    environment: {
      DSN: "memory",
      LOG_LEVEL: "error",
      SECRETS_SYSTEM: randomBytes(32).toString("base64url"),
      SERVE_PUBLIC_HOST: "127.0.0.1",
      SERVE_PUBLIC_PORT: String(publicPort),
      SERVE_ADMIN_HOST: "127.0.0.1",
      SERVE_ADMIN_PORT: String(adminPort),
      URLS_SELF_ISSUER: issuer,
      URLS_LOGIN: `http://127.0.0.1:${logIn.port}/login`,
      URLS_CONSENT: `http://127.0.0.1:${logIn.port}/consent`,
    },
    // It makes its keys when somebody asks for them first, which takes longer than anybody waits for a key set.
    readyAddress: `${issuer}/.well-known/jwks.json`,
    readyWithinMilliseconds: 60_000,
  });

  async function register({ id, secret, redirectUri }: OAuthClient, form: string): Promise<void> {
    const answer = await fetch(`${adminUrl}/admin/clients`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client_id: id,
        client_secret: secret,
        grant_types: ["authorization_code", "refresh_token", "client_credentials"],
        response_types: ["code"],
        redirect_uris: [redirectUri],
        scope: ["openid", "offline_access", ...scopes].join(" "),
        audience: audiences,
        access_token_strategy: form,
      }),
    });
    if (answer.status !== 201) throw new Error(`Hydra refuses the client: ${await answer.text()}`);
  }

  const endpoints = { authorization: `${issuer}/oauth2/auth`, token: `${issuer}/oauth2/token` };
  const noPages = ({ url }: { url: URL }): never => {
    throw new Error(`Hydra shows a page of its own: ${url.href}`);
  };
  return {
    ...started,
    issuer,
    introspectionEndpoint: `${adminUrl}/admin/oauth2/introspect`,
    async client(id, form) {
      const client = newClient(id);
      await register(client, form);
      return {
        ...client,
        async clientToken(parameters = {}) {
          const asked = { grant_type: "client_credentials", ...parameters };
          return (await tokensFor(endpoints.token, client, asked)).access_token;
        },
        userTokens: (parameters = {}) => codeGrant(endpoints, client, parameters, noPages),
        revoke: async (token) => void (await sendForm(`${issuer}/oauth2/revoke`, client, { token })),
      };
    },
    async close() {
      await started.close();
      await logIn.close();
    },
  };
}
