/** An OAuth 2.0 provider like GitHub Enterprise Server: opaque tokens, no introspection, and an address that says whose a token is. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { startLoopbackServer } from "#local/loopback/loopback-server";

/** What a token stands for. */
export interface GithubLikeGrant {
  /** The number of the user; a name may be given up and taken by somebody else. */
  readonly id: number;
  readonly login: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** A running provider. */
export interface GithubLikeProvider {
  readonly issuer: string;
  readonly userUrl: string;
  /** An access token; `gho_` and 36 letters and digits, as GitHub's OAuth apps get them. */
  token(grant: GithubLikeGrant): string;
  revoke(token: string): void;
  /** From now on answers as to a client that has asked too often, or not. */
  limitRate(limited: boolean): void;
  /** How often it was asked about a token. */
  readonly requests: number;
  close(): Promise<void>;
}

const userPath = "/api/v3/user";

/** Starts the provider on 127.0.0.1. */
export async function startGithubLikeProvider(): Promise<GithubLikeProvider> {
  const grants = new Map<string, GithubLikeGrant>();
  let limited = false;
  let requests = 0;

  /** Status and body for a call, and what headers it has beside. */
  function judged({ method, url, headers }: IncomingMessage): [number, object, object?] {
    if (method !== "GET" || url !== userPath) return [404, { message: "Not Found" }];
    requests += 1;
    // GitHub documents both: nobody without a name is answered, and 403 is the answer to too many requests.
    if (headers["user-agent"] === undefined) return [403, { message: "Name yourself" }];
    if (limited) return [403, { message: "API rate limit exceeded" }, { "X-RateLimit-Remaining": "0" }];
    const grant = grants.get(/^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "");
    if (grant === undefined) return [401, { message: "Bad credentials" }];
    const { id, login, clientId, scopes } = grant;
    return [
      200,
      { login, id, type: "User", site_admin: false, email: null },
      { "X-OAuth-Client-Id": clientId, "X-OAuth-Scopes": scopes.join(", ") },
    ];
  }

  const server = await startLoopbackServer((request, response) => {
    const [status, body, headers] = judged(request);
    response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", ...headers });
    response.end(JSON.stringify(body));
  });
  const issuer = `http://127.0.0.1:${server.port}`;
  return {
    issuer,
    userUrl: issuer + userPath,
    token(grant) {
      const text = `gho_${randomBytes(18).toString("hex")}`;
      grants.set(text, grant);
      return text;
    },
    revoke(token) {
      grants.delete(token);
    },
    limitRate(now) {
      limited = now;
    },
    get requests() {
      return requests;
    },
    close: () => server.close(),
  };
}
