/** Whom an accepted token stands for: its subject, its scopes, and the claims that the policy sees. */
import type { Principal } from "#core/principal";
import type { TokenClaimSettings } from "#core/settings/tokens/token-claims";
import { isScopeToken } from "../scope-token.ts";
import { type Claims, ownClaim } from "./own-claim.ts";

/** Longest subject, in characters: OpenID Connect Core section 2 allows 255. */
const longestSubject = 255;

/** The principal of a token whose claims have been accepted. */
export function tokenPrincipal(
  claims: Claims,
  issuer: TokenClaimSettings & { readonly issuer: string },
): Principal {
  const { policyClaims } = issuer;
  return {
    kind: "token",
    id: subjectOf(claims, issuer) ?? "",
    issuer: issuer.issuer,
    scheme: "bearer",
    scopes: scopesOf(claims, issuer),
    claims: policyClaims === undefined ? claims : onlyOf(policyClaims, claims),
  };
}

function onlyOf(names: readonly string[], claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => names.includes(name)));
}

/**
 * The subject, or `undefined` for what can be none. `sub` is a text (RFC 7519 section 4.1.2); of a number by which
 * another claim counts a provider's users, the decimal digits. Logs and the backend are told the subject: nothing in it
 * may be invisible, reverse what is shown beside it, begin a line, or be half a character.
 */
export function subjectOf(claims: Claims, { subjectClaim }: TokenClaimSettings): string | undefined {
  const value = ownClaim(claims, subjectClaim);
  const isCount = subjectClaim !== "sub" && Number.isSafeInteger(value) && Number(value) >= 0;
  const subject = isCount ? String(value) : value;
  if (typeof subject !== "string" || subject === "" || subject.length > longestSubject) return undefined;
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(subject) ? undefined : subject;
}

/**
 * Scopes of a token: of the issuer's scope claim, or else of `scope`, space-delimited (RFC 8693 section 4.2), or
 * `scp`; a text or a list. What is no scope is left out: it grants nothing.
 */
export function scopesOf(claims: Claims, { scopeClaim }: TokenClaimSettings): readonly string[] {
  const scopes =
    scopeClaim === undefined
      ? (ownClaim(claims, "scope") ?? ownClaim(claims, "scp"))
      : ownClaim(claims, scopeClaim);
  const list: readonly unknown[] =
    typeof scopes === "string" ? scopes.split(" ") : Array.isArray(scopes) ? scopes : [];
  return list.filter((scope): scope is string => typeof scope === "string" && isScopeToken(scope));
}
