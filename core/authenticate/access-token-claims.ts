/** What verified claims must say for a token to be an access token meant for this API. */
import type { IssuerSettings } from "#core/settings/credentials";
import { isScopeToken } from "./scope-token.ts";

type Claims = Readonly<Record<string, unknown>>;

/** Longest subject, in characters: OpenID Connect Core section 2 allows 255. */
const longestSubject = 255;

/** Claims of an ID token that access tokens do not have (OpenID Connect Core sections 2 and 3.3.2.11). */
const idTokenClaims = ["nonce", "at_hash", "c_hash", "s_hash"];

/**
 * Judges the claims of a token whose signature and times are verified.
 * @returns a reason code, or `undefined` when the token is accepted
 */
export function acceptedClaims(claims: Claims, issuer: IssuerSettings, header: Claims): string | undefined {
  if (!isForThisApi(claims, issuer)) return "token_audience";
  if (!isAccessToken(claims, issuer, header)) return "token_not_access_token";
  // A sender-constrained token (RFC 7800) shown as a plain bearer token: its sender has not proven the key.
  if (claims.cnf !== undefined) return "token_sender_constrained";
  return isSubject(claims.sub) ? undefined : "token_subject";
}

function isForThisApi(claims: Claims, { audiences, clientIds }: IssuerSettings): boolean {
  const aud: readonly unknown[] = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  const client: unknown = claims.client_id ?? claims.azp;
  const audienceHolds = audiences.length === 0 || audiences.some((audience) => aud.includes(audience));
  const clientHolds = clientIds.length === 0 || clientIds.some((clientId) => clientId === client);
  return audienceHolds && clientHolds && audiences.length + clientIds.length > 0;
}

/**
 * Tells an access token from an ID token: by the header's `typ` where the issuer sets it (RFC 9068 section 2.1),
 * otherwise by what only other tokens have (Cognito's `token_use`, Keycloak's `typ` claim).
 */
function isAccessToken(claims: Claims, issuer: IssuerSettings, header: Claims): boolean {
  const type = typeof header.typ === "string" ? header.typ.toLowerCase().replace(/^application\//, "") : "";
  if (issuer.accessTokenType === "at+jwt") return type === "at+jwt";
  if (type !== "" && type !== "jwt" && type !== "at+jwt") return false;
  if (claims.token_use !== undefined && claims.token_use !== "access") return false;
  if (typeof claims.typ === "string" && claims.typ.toLowerCase() !== "bearer") return false;
  return !idTokenClaims.some((name) => name in claims);
}

function isSubject(sub: unknown): sub is string {
  return typeof sub === "string" && sub.length > 0 && sub.length <= longestSubject && !/\p{Cc}/u.test(sub);
}

/**
 * Scopes of a token: `scope`, space-delimited (RFC 8693 section 4.2), or `scp`, a string or a list. What is no scope
 * is left out: it grants nothing.
 */
export function scopesOf(claims: Claims): readonly string[] {
  const scopes = claims.scope ?? claims.scp;
  const list: readonly unknown[] =
    typeof scopes === "string" ? scopes.split(" ") : Array.isArray(scopes) ? scopes : [];
  return list.filter((scope): scope is string => typeof scope === "string" && isScopeToken(scope));
}
