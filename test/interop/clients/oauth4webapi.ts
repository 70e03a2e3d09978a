/** The OAuth 2.0 client `oauth4webapi`, as much of it as is used here: the peer brings its types no more than itself. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installedPeer } from "../process/installed-peer.ts";

/** A challenge of `WWW-Authenticate`, parsed. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

interface RequestOptions {
  /** `allowInsecureRequests` and `customFetch`, which are symbols. */
  readonly [option: symbol]: unknown;
  readonly algorithm?: "oauth2" | "oidc";
}

/** The members of authorization server metadata that are read here (RFC 8414 section 2). */
export interface AuthorizationServer {
  readonly issuer: string;
  readonly token_endpoint?: string;
}

/** Protected resource metadata (RFC 9728 section 2). */
export interface ResourceServer {
  readonly resource: string;
  readonly authorization_servers?: readonly string[];
  readonly scopes_supported?: readonly string[];
  readonly bearer_methods_supported?: readonly string[];
}

interface Client {
  readonly client_id: string;
}

interface OAuth4WebApi {
  readonly allowInsecureRequests: symbol;
  readonly customFetch: symbol;
  readonly WWWAuthenticateChallengeError: new () => Error & {
    readonly cause: readonly Challenge[];
    readonly response: Response;
  };
  protectedResourceRequest(
    accessToken: string,
    method: string,
    address: URL,
    headers: Headers | undefined,
    body: undefined,
    options: RequestOptions,
  ): Promise<Response>;
  resourceDiscoveryRequest(resource: URL, options: RequestOptions): Promise<Response>;
  processResourceDiscoveryResponse(resource: URL, response: Response): Promise<ResourceServer>;
  discoveryRequest(issuer: URL, options: RequestOptions): Promise<Response>;
  processDiscoveryResponse(issuer: URL, response: Response): Promise<AuthorizationServer>;
  ClientSecretBasic(secret: string): unknown;
  clientCredentialsGrantRequest(
    server: AuthorizationServer,
    client: Client,
    authentication: unknown,
    parameters: URLSearchParams,
    options: RequestOptions,
  ): Promise<Response>;
  processClientCredentialsResponse(
    server: AuthorizationServer,
    client: Client,
    response: Response,
  ): Promise<{ readonly access_token: string; readonly scope?: string }>;
}

const packages = createRequire(join(installedPeer("INTEROP_CLIENTS"), "npm", "package.json"));

export const oauth: OAuth4WebApi = await import(pathToFileURL(packages.resolve("oauth4webapi")).href);

/** The tests speak http on 127.0.0.1. */
export const insecure: RequestOptions = { [oauth.allowInsecureRequests]: true };
