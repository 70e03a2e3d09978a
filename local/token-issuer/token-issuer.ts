/** A development token issuer: an OAuth 2.0 authorization server on this machine, with keys of its own. */
import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { startLoopbackServer } from "../loopback/loopback-server.ts";
import { requestBody } from "../loopback/request-body.ts";
import { issuerMetadata } from "./issuer-metadata.ts";
import { newSigningKeys, type SigningAlgorithm } from "./signing-keys.ts";
import { type IssuerClient, judgeTokenRequest } from "./token-request.ts";

/** How a token differs from the usual one. */
export interface TokenOptions {
  /** `typ` of the header; `at+jwt` by default, and left out when it is given as undefined. */
  readonly typ?: string | undefined;
  /** Lifetime in seconds, 3600 by default; negative: expired. */
  readonly expiresInSeconds?: number;
  /** RS256 by default. */
  readonly algorithm?: SigningAlgorithm;
}

/** A running issuer; its client gets tokens by the client credentials grant. */
export interface TokenIssuer extends IssuerClient {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly tokenEndpoint: string;
  /** How often the JSON Web Key Set was asked for. */
  readonly jwksRequests: number;
  /** An access token as RFC 9068 has it; `claims` replace the usual ones, and undefined ones remove them. */
  token(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): Promise<string>;
  /** Replaces all keys: tokens that were signed before have no key in the set any more. */
  rotateKeys(): Promise<void>;
  close(): Promise<void>;
}

const lifetimeSeconds = 3600;
const largestRequestBytes = 16_384;

/**
 * Starts the issuer on 127.0.0.1.
 * @param options `audience` is the `aud` of tokens for which nobody names another; port 0 takes any free one
 */
export async function startTokenIssuer(
  options: { readonly audience?: string; readonly port?: number } = {},
): Promise<TokenIssuer> {
  const { audience = "ogc-api", port = 0 } = options;
  const client: IssuerClient = {
    clientId: "development",
    clientSecret: randomBytes(24).toString("base64url"),
  };
  let keys = await newSigningKeys();
  let jwksRequests = 0;

  function token(claims: Readonly<Record<string, unknown>> = {}, how: TokenOptions = {}): Promise<string> {
    const { expiresInSeconds = lifetimeSeconds, algorithm = "RS256" } = how;
    const now = Math.floor(Date.now() / 1000);
    const usual = {
      iss: issuer,
      sub: client.clientId,
      aud: audience,
      client_id: client.clientId,
      iat: Math.min(now, now + expiresInSeconds),
      exp: now + expiresInSeconds,
      jti: randomUUID(),
    };
    return keys.sign({ ...usual, ...claims }, algorithm, "typ" in how ? how.typ : "at+jwt");
  }

  async function answerToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const judged = judgeTokenRequest(
      {
        contentType: request.headers["content-type"],
        authorization: request.headers.authorization,
        body: (await requestBody(request, largestRequestBytes))?.toString("utf8"),
      },
      client,
    );
    if ("error" in judged) {
      if (judged.challenge) response.setHeader("WWW-Authenticate", 'Basic realm="token", charset="UTF-8"');
      return answer(response, judged.status, { error: judged.error, error_description: judged.description });
    }
    const { scope, audience: aud } = judged;
    const access_token = await token({
      ...(scope !== undefined && { scope }),
      ...(aud !== undefined && { aud }),
    });
    answer(response, 200, { access_token, token_type: "Bearer", expires_in: lifetimeSeconds, scope });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path] = (request.url ?? "").split("?");
    const method = path === "/token" ? "POST" : "GET";
    if (path === undefined || !paths.has(path)) return answer(response, 404, { error: "not_found" });
    if (request.method !== method) {
      response.setHeader("Allow", method);
      return answer(response, 405, { error: "method_not_allowed" });
    }
    if (path === "/token") return answerToken(request, response);
    if (path !== "/jwks.json") return answer(response, 200, issuerMetadata(issuer));
    jwksRequests += 1;
    answer(response, 200, { keys: keys.publicKeys });
  }

  const server = await startLoopbackServer(handle, { port });
  const issuer = `http://127.0.0.1:${server.port}`;
  return {
    ...client,
    issuer,
    jwksUri: `${issuer}/jwks.json`,
    tokenEndpoint: `${issuer}/token`,
    token,
    get jwksRequests() {
      return jwksRequests;
    },
    async rotateKeys() {
      keys = await newSigningKeys();
    },
    close: () => server.close(),
  };
}

const paths = new Set([
  "/jwks.json",
  "/token",
  "/.well-known/openid-configuration",
  "/.well-known/oauth-authorization-server",
]);

/** Nothing of an issuer may be stored on the way (RFC 6749 section 5.1). */
function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    Pragma: "no-cache",
  });
  response.end(JSON.stringify(body));
}
