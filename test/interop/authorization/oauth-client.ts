/** An OAuth 2.0 client with a secret, as it speaks to the endpoints of a real authorization server. */
import { createHash, randomBytes } from "node:crypto";
import { type AnswerForm, redirectedTo } from "./browser.ts";

export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  /** An address that nobody serves: whoever is sent there has arrived. */
  readonly redirectUri: string;
}

export type FormParameters = Readonly<Record<string, string>>;

/** Tokens as RFC 6749 section 5.1 and OpenID Connect Core section 3.1.3.3 name them. */
export interface IssuedTokens {
  readonly access_token: string;
  readonly token_type: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

/** A client with a secret of its own, made for this run. */
export const newClient = (id: string): OAuthClient => ({
  id,
  secret: randomBytes(24).toString("base64url"),
  redirectUri: `https://${id}.example.org/callback`,
});

/**
 * Sends a form to an endpoint, with the client's secret (RFC 6749 section 2.3.1).
 * @throws Error with the answer when its status is not 200
 */
export async function sendForm(
  endpoint: string,
  client: OAuthClient,
  parameters: FormParameters,
  headers: FormParameters = {},
): Promise<string> {
  const basic = Buffer.from(`${client.id}:${client.secret}`).toString("base64");
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, ...headers },
    body: new URLSearchParams(parameters),
    redirect: "error",
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${endpoint} answered ${answer.status}: ${text}`);
  return text;
}

/** Asks the token endpoint (RFC 6749 section 3.2). */
export async function tokensFor(...request: Parameters<typeof sendForm>): Promise<IssuedTokens> {
  return JSON.parse(await sendForm(...request));
}

/**
 * Tokens of somebody who logs in: the authorization code grant with PKCE (RFC 6749 section 4.1, RFC 7636).
 * @param answerForm answers the pages on which somebody logs in and consents
 */
export async function codeGrant(
  endpoints: { readonly authorization: string; readonly token: string },
  client: OAuthClient,
  parameters: FormParameters,
  answerForm: AnswerForm,
): Promise<IssuedTokens> {
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(16).toString("base64url");
  const address = new URL(endpoints.authorization);
  const asked = {
    response_type: "code",
    client_id: client.id,
    redirect_uri: client.redirectUri,
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...parameters,
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  const arrived = await redirectedTo(client.redirectUri, address, answerForm);
  const code = arrived.searchParams.get("code");
  if (code === null || arrived.searchParams.get("state") !== state) {
    throw new Error(`no code came back: ${arrived.search}`);
  }
  return tokensFor(endpoints.token, client, {
    grant_type: "authorization_code",
    code,
    redirect_uri: client.redirectUri,
    code_verifier: verifier,
    ...(parameters.resource !== undefined && { resource: parameters.resource }),
  });
}
