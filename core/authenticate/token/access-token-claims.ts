/** What verified claims must say for a token to be meant for this API, whatever its form. */
import type { TokenClaimSettings } from "#core/settings/tokens/token-claims";
import { isNestedTooDeep } from "./nesting.ts";
import { type Claims, ownClaim } from "./own-claim.ts";
import { subjectOf } from "./token-principal.ts";

/**
 * Judges the claims of a token that is genuine and of its time.
 * @returns a reason code, or `undefined` when the token is accepted
 */
export function acceptedClaims(claims: Claims, issuer: TokenClaimSettings): string | undefined {
  if (isNestedTooDeep(claims)) return "token_too_deep";
  if (!isForAudience(claims, issuer)) return "token_audience";
  if (!isFromClient(claims, issuer)) return "token_client";
  if (isSenderConstrained(claims)) return "token_sender_constrained";
  return subjectOf(claims, issuer) === undefined ? "token_subject" : undefined;
}

/** A token that is bound to a key (RFC 7800), shown as a plain bearer token: its sender has not proven the key. */
export function isSenderConstrained(claims: Claims): boolean {
  return Object.hasOwn(claims, "cnf");
}

/** `aud` is one text or a list of texts (RFC 7519 section 4.1.3), of which one must be ours. */
function isForAudience(claims: Claims, { audiences }: TokenClaimSettings): boolean {
  if (audiences.length === 0) return true;
  const aud = ownClaim(claims, "aud");
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!values.every((value) => typeof value === "string")) return false;
  return audiences.some((audience) => values.includes(audience));
}

/** Every claim by which a token names its client must name the same one: whoever reads another is not misled. */
function isFromClient(claims: Claims, { clientIds, clientClaims }: TokenClaimSettings): boolean {
  if (clientIds.length === 0) return true;
  const [client, ...others] = clientClaims
    .map((name) => ownClaim(claims, name))
    .filter((named) => named !== undefined);
  return clientIds.some((clientId) => clientId === client) && others.every((other) => other === client);
}
