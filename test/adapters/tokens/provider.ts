/** A provider of opaque tokens on this machine: introspection (RFC 7662) and a GitHub-like user information address. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach } from "node:test";

/** One request as it came in. */
export interface ProviderRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly form: URLSearchParams;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body: object;
}

/** Answers in the provider's place. */
export type Behaviour = (
  request: ProviderRequest,
  response: ServerResponse,
  message: IncomingMessage,
) => void;

/** A running provider. */
export interface Provider {
  readonly url: string;
  readonly introspectionUrl: string;
  readonly userInfoUrl: string;
  /** The client that may introspect; a test may change it as an operator would. */
  readonly client: { id: string; secret: string };
  /** The text of the secret that holds it. */
  secretText(): string;
  /** What introspection answers about each active token; of any other, that it is not. */
  readonly active: Map<string, Readonly<Record<string, unknown>>>;
  /** Headers and body that user information answers each valid token with. */
  readonly users: Map<string, { headers: Record<string, string | string[]>; body: object }>;
  readonly requests: ProviderRequest[];
  /** Takes the place of both, where it is set. */
  behaviour: Behaviour | undefined;
  close(): Promise<void>;
}

/** Settings of the provider as one like GitHub, whose answers say by headers what a token is good for. */
export const likeGitHub = (issuer: string, { userInfoUrl: url }: Provider) => ({
  issuer,
  prefix: "gho_",
  clientIds: ["portal"],
  subjectClaim: "id",
  userInfo: { url, clientHeader: "x-oauth-client-id", scopeHeader: "x-oauth-scopes" },
});

/** A token that nobody else has, and that a test can look for in what is said. */
export const newToken = (prefix = "") => `${prefix}canary-${randomBytes(24).toString("base64url")}`;

/** A provider that runs for the tests of a file or suite, each of which finds it with its own behaviour. */
export function providerForTests(): Provider {
  const provider = {} as Provider;
  before(async () => {
    await startProvider(provider);
  });
  beforeEach(() => {
    provider.behaviour = undefined;
  });
  after(() => provider.close());
  return provider;
}

/** Starts a provider on a free port of this machine; `started` has its members from then on. */
export async function startProvider(started = {} as Provider): Promise<Provider> {
  const client = { id: "api:1", secret: `canary-secret ${randomBytes(24).toString("base64")}` };
  const active: Provider["active"] = new Map();
  const users: Provider["users"] = new Map();
  const requests: ProviderRequest[] = [];

  function answerTo(request: ProviderRequest): Answer {
    if (request.path === "/.well-known/openid-configuration") {
      return {
        status: 200,
        body: { issuer: provider.url, introspection_endpoint: provider.introspectionUrl },
      };
    }
    if (request.path === "/introspect" && request.method === "POST") {
      if (!isClient(request, client)) return { status: 401, body: { error: "invalid_client" } };
      const found = active.get(request.form.get("token") ?? "");
      return { status: 200, body: found === undefined ? { active: false } : { active: true, ...found } };
    }
    if (request.path !== "/user") return { status: 404, body: {} };
    const [, shown] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    const user = users.get(shown ?? request.form.get("access_token") ?? "");
    return user === undefined
      ? { status: 401, body: { message: "Bad credentials" } }
      : { status: 200, ...user };
  }

  function behave(request: ProviderRequest, response: ServerResponse): void {
    const { status, headers, body } = answerTo(request);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  }

  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
      const { method = "", url: path = "", headers } = message;
      const request = { method, path, headers, form };
      requests.push(request);
      (provider.behaviour ?? behave)(request, response, message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: Provider = Object.assign(started, {
    url,
    introspectionUrl: `${url}/introspect`,
    userInfoUrl: `${url}/user`,
    client,
    secretText: () => JSON.stringify({ client_id: client.id, client_secret: client.secret }),
    active,
    users,
    requests,
    behaviour: undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return provider;
}

/** By HTTP Basic, whose parts are form-urlencoded, or in the form; not both (RFC 6749 section 2.3). */
function isClient({ headers, form }: ProviderRequest, client: { id: string; secret: string }): boolean {
  const [, basic] = /^Basic (.+)$/.exec(headers.authorization ?? "") ?? [];
  if (basic === undefined)
    return form.get("client_id") === client.id && form.get("client_secret") === client.secret;
  if (form.has("client_secret")) return false;
  const [id, secret, ...rest] = Buffer.from(basic, "base64").toString("utf8").split(":").map(formDecoded);
  return rest.length === 0 && id === client.id && secret === client.secret;
}

const formDecoded = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
