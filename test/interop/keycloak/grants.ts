/** Gets tokens from a realm by the grants of OAuth 2.0, as its clients do. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import type { Client, Realm } from "./realm.ts";
import { mapClient } from "./realm-representation.ts";

/** What a token endpoint answers (RFC 6749 section 5.1). */
export interface Tokens {
  readonly access_token: string;
  readonly token_type: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

const endpoint = ({ issuer }: Realm, name: string) => `${issuer}/protocol/openid-connect/${name}`;

const post = (address: string, form: Readonly<Record<string, string>>, headers = {}): Promise<Response> =>
  fetch(address, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });

async function tokensFor(
  realm: Realm,
  form: Readonly<Record<string, string>>,
  headers = {},
): Promise<Tokens> {
  const answer = await post(endpoint(realm, "token"), form, headers);
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
}

/** What is asked for beside the usual. */
export interface Asked {
  readonly client?: Client;
  readonly scope?: string;
  /** Headers of the request, such as a proof of possession. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Tokens of a program that acts for itself (RFC 6749 section 4.4). */
export function clientCredentials(realm: Realm, { client = realm.reports, scope, headers }: Asked = {}) {
  const credentials = { client_id: client.id, client_secret: client.secret };
  const form = { grant_type: "client_credentials", ...credentials, ...(scope !== undefined && { scope }) };
  return tokensFor(realm, form, headers);
}

/** Tokens of a user whose password the client is told (RFC 6749 section 4.3), as fastgeoapi's tutorial has it. */
export function withPassword(
  realm: Realm,
  client: Client,
  user: { readonly name: string; readonly password: string },
  scope?: string,
) {
  const form = { grant_type: "password", client_id: client.id, client_secret: client.secret };
  const { name: username, password } = user;
  return tokensFor(realm, { ...form, username, password, ...(scope !== undefined && { scope }) });
}

/** What the realm says of the user of an access token, if it says anything (OpenID Connect Core section 5.3). */
export async function userInformation(realm: Realm, token: string): Promise<[number, object]> {
  const answer = await fetch(endpoint(realm, "userinfo"), { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  return [answer.status, answer.ok ? JSON.parse(text) : {}];
}

/**
 * Tokens of the realm's user, who logs in by the form that Keycloak shows (RFC 6749 section 4.1 with RFC 7636, and
 * OpenID Connect Core section 3.1).
 */
export async function logIn(realm: Realm, scope: string): Promise<Tokens> {
  const verifier = randomBytes(32).toString("base64url");
  const client = { client_id: mapClient.id, redirect_uri: mapClient.redirectUri };
  const asked = new URLSearchParams({
    ...client,
    response_type: "code",
    scope,
    state: randomBytes(16).toString("base64url"),
    nonce: randomBytes(16).toString("base64url"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const page = await fetch(`${endpoint(realm, "auth")}?${asked}`, { redirect: "manual" });
  const cookie = page.headers
    .getSetCookie()
    .map((text) => text.split(";")[0])
    .join("; ");
  const action = /<form[^>]* action="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&");
  assert.ok(action, "the page to log in has a form");
  const form = { username: realm.user.name, password: realm.user.password, credentialId: "" };
  const answer = await post(action, form, { cookie });
  const { searchParams } = new URL(answer.headers.get("location") ?? "http://127.0.0.1/none");
  await answer.body?.cancel();
  assert.equal(searchParams.get("state"), asked.get("state"), "Keycloak sends the user back");
  const code = searchParams.get("code") ?? "";
  return tokensFor(realm, { grant_type: "authorization_code", ...client, code, code_verifier: verifier });
}

/** Ends the session that tokens belong to, as a client does when its user logs out. */
export async function logOut(realm: Realm, { refresh_token }: Tokens): Promise<void> {
  const answer = await post(endpoint(realm, "logout"), { client_id: mapClient.id, refresh_token });
  assert.equal(answer.status, 204);
}

/** Revokes an access token (RFC 7009). */
export async function revoke(realm: Realm, client: Client, token: string): Promise<void> {
  const form = { client_id: client.id, client_secret: client.secret, token, token_type_hint: "access_token" };
  const answer = await post(endpoint(realm, "revoke"), form);
  assert.equal(answer.status, 200, await answer.text());
}

/** The header of a token, for assertions about what Keycloak has put there. */
export const headerOf = (token: string) => jsonOf(token.split(".")[0]);

/** The claims of a token, for the same. */
export const claimsOf = (token: string) => jsonOf(token.split(".")[1]);

const jsonOf = (part = ""): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
