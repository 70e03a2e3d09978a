/** What the process with the provider is told when it starts. */
import type { JWK } from "jose";

/** How a client shows its secret. */
export type ShownSecret = "client_secret_basic" | "client_secret_post";

/** A client as OpenID Connect Dynamic Client Registration 1.0 section 2 writes it. */
export interface ProviderClient {
  readonly client_id: string;
  readonly client_secret: string;
  readonly grant_types: readonly string[];
  readonly response_types: readonly string[];
  readonly redirect_uris: readonly string[];
  readonly token_endpoint_auth_method: ShownSecret;
}

/** A receiver of access tokens, which a client names by its address (RFC 8707). */
export interface ProviderResource {
  readonly audience: string;
  /** The form of its tokens; with the algorithm by which they are signed. */
  readonly format: { readonly jwt: string } | "opaque";
}

export interface ProviderSetup {
  readonly port: number;
  readonly clients: readonly ProviderClient[];
  readonly resources: Readonly<Record<string, ProviderResource>>;
  /** The scopes that every receiver knows. */
  readonly scopes: readonly string[];
  /** The receiver of tokens for which a client names none; absent: nobody's API. */
  readonly usualResource?: string | undefined;
  /** Private keys; the provider publishes their public halves. */
  readonly keys: readonly JWK[];
}

/** The variable that holds the setup, as JSON. */
export const setupVariable = "INTEROP_OIDC_PROVIDER_SETUP";
/** Where the process takes other keys (PUT), and says how often each path was asked for (GET). */
export const controlPaths = { keys: "/control/keys", requests: "/control/requests" } as const;
