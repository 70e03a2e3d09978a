/**
 * An OpenID Provider like the tutorial's Keycloak: its access tokens are JSON Web Tokens that name their audience, and
 * open its user information too (OpenID Connect Core 1.0 section 5.3). oidc-provider keeps the two apart.
 */
import { randomBytes } from "node:crypto";
import { startLoopbackServer } from "#local/loopback/loopback-server";
import { startTokenIssuer, type TokenIssuer } from "#local/token-issuer/token-issuer";

/** What is said of a user, beside the subject. */
export type UserClaims = Readonly<Record<string, unknown>>;

/** A running provider. */
export interface OpenIdProvider {
  readonly issuer: string;
  /** Where its metadata is (OpenID Connect Discovery 1.0 section 4). */
  readonly wellKnown: string;
  readonly authorizationEndpoint: string;
  /** An access token that is a JSON Web Token with the user's claims in it. */
  token(user: string, claims: UserClaims): Promise<string>;
  /** An access token that says nothing by itself. */
  opaqueToken(user: string, claims: UserClaims): string;
  /** From now on user information says nothing to who shows this token. */
  revoke(token: string): void;
  /** How often somebody asked whose a token is. */
  readonly userInfoRequests: number;
  close(): Promise<void>;
}

const wellKnownPath = "/.well-known/openid-configuration";

/** Starts the provider on 127.0.0.1; its access tokens are all of one client. */
export async function startOpenIdProvider(client: string): Promise<OpenIdProvider> {
  const signer = await startTokenIssuer();
  const users = new Map<string, UserClaims>();
  let userInfoRequests = 0;

  const server = await startLoopbackServer(async (request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    };
    if (request.url === wellKnownPath) return answer(200, providerMetadata(issuer));
    if (request.url === "/jwks") return answer(200, await keySetOf(signer));
    if (request.url !== "/userinfo") return answer(404, { error: "not_found" });
    userInfoRequests += 1;
    const claims = users.get(/^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
    if (claims === undefined) return answer(401, { error: "invalid_token" });
    return answer(200, claims);
  });
  const issuer = `http://127.0.0.1:${server.port}`;
  return {
    issuer,
    wellKnown: issuer + wellKnownPath,
    authorizationEndpoint: providerMetadata(issuer).authorization_endpoint,
    async token(user, claims) {
      const of = { iss: issuer, sub: user, client_id: client, ...claims };
      const token = await signer.token(of, { typ: "JWT" });
      users.set(token, { sub: user, ...claims });
      return token;
    },
    opaqueToken(user, claims) {
      const token = randomBytes(32).toString("base64url");
      users.set(token, { sub: user, ...claims });
      return token;
    },
    revoke(token) {
      users.delete(token);
    },
    get userInfoRequests() {
      return userInfoRequests;
    },
    async close() {
      await server.close();
      await signer.close();
    },
  };
}

const keySetOf = async ({ jwksUri }: TokenIssuer) => (await fetch(jwksUri)).json() as Promise<object>;

/** What a provider says of itself (OpenID Connect Discovery section 3), as far as fastgeoapi asks for it. */
export const providerMetadata = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/jwks`,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
});
