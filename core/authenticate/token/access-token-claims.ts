/** What verified claims must say for a token to be an access token meant for this API. */
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import type { TokenClaimSettings } from "#core/settings/tokens/token-claims";
import { isScopeToken } from "../scope-token.ts";

type Claims = Readonly<Record<string, unknown>>;

/** Longest subject, in characters: OpenID Connect Core section 2 allows 255. */
const longestSubject = 255;

/**
 * Judges the claims of a token that is genuine and of its time, whatever its form.
 * @returns a reason code, or `undefined` when the token is accepted
 */
export function acceptedClaims(claims: Claims, issuer: TokenClaimSettings): string | undefined {
  if (!isForAudience(claims, issuer)) return "token_audience";
  if (!isFromClient(claims, issuer)) return "token_client";
  if (isSenderConstrained(claims)) return "token_sender_constrained";
  return subjectOf(claims, issuer) === undefined ? "token_subject" : undefined;
}

/**
 * Judges what only a JWT says of itself: by the header's `typ` where the issuer sets it (RFC 9068 section 2.1),
 * otherwise by the claims that its access tokens have and its ID tokens have not, and the other way round.
 * @returns a reason code, or `undefined` for an access token
 */
export function acceptedJwt(claims: Claims, issuer: IssuerSettings, header: Claims): string | undefined {
  // Told before its kind: Keycloak's bound tokens call themselves `DPoP` where its others call themselves `Bearer`.
  if (isSenderConstrained(claims)) return "token_sender_constrained";
  return isAccessToken(claims, issuer, header) ? undefined : "token_not_access_token";
}

/** A token that is bound to a key (RFC 7800), shown as a plain bearer token: its sender has not proven the key. */
const isSenderConstrained = ({ cnf }: Claims): boolean => cnf !== undefined;

function isForAudience({ aud }: Claims, { audiences }: TokenClaimSettings): boolean {
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return audiences.length === 0 || audiences.some((audience) => values.includes(audience));
}

function isFromClient(claims: Claims, { clientIds, clientClaims }: TokenClaimSettings): boolean {
  if (clientIds.length === 0) return true;
  const client = clientClaims.map((name) => claims[name]).find((value) => value !== undefined);
  return clientIds.some((clientId) => clientId === client);
}

function isAccessToken(claims: Claims, issuer: IssuerSettings, header: Claims): boolean {
  const type = typeof header.typ === "string" ? header.typ.toLowerCase().replace(/^application\//, "") : "";
  if (issuer.accessTokenType === "at+jwt" && type !== "at+jwt") return false;
  if (type !== "" && type !== "jwt" && type !== "at+jwt") return false;
  const has = ([name, value]: [string, string | true]) =>
    value === true ? isGiven(claims[name]) : claims[name] === value;
  if (!Object.entries(issuer.requiredClaims).every(has)) return false;
  if (issuer.accessTokenType === "id-token") return true;
  if (claims.token_use !== undefined && claims.token_use !== "access") return false;
  if (typeof claims.typ === "string" && claims.typ.toLowerCase() !== "bearer") return false;
  return !issuer.refusedClaims.some((name) => Object.hasOwn(claims, name));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== false;
}

/**
 * The subject, or `undefined` for what can be none. `sub` is a text (RFC 7519 section 4.1.2); of a number by which
 * another claim counts a provider's users, the decimal digits.
 */
export function subjectOf(claims: Claims, { subjectClaim }: TokenClaimSettings): string | undefined {
  const value = claims[subjectClaim];
  const counted = subjectClaim !== "sub" && Number.isSafeInteger(value);
  const subject = counted ? String(value) : value;
  if (typeof subject !== "string" || subject === "" || subject.length > longestSubject) return undefined;
  return /\p{Cc}/u.test(subject) ? undefined : subject;
}

/**
 * Scopes of a token: of the issuer's scope claim, or else of `scope`, space-delimited (RFC 8693 section 4.2), or
 * `scp`; a text or a list. What is no scope is left out: it grants nothing.
 */
export function scopesOf(claims: Claims, { scopeClaim }: TokenClaimSettings): readonly string[] {
  const scopes = scopeClaim === undefined ? (claims.scope ?? claims.scp) : claims[scopeClaim];
  const list: readonly unknown[] =
    typeof scopes === "string" ? scopes.split(" ") : Array.isArray(scopes) ? scopes : [];
  return list.filter((scope): scope is string => typeof scope === "string" && isScopeToken(scope));
}
