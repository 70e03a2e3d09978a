/** Finds who has to be asked about a token that is no JSON Web Token, if anybody has. */
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import { isJwt } from "./unverified-token.ts";

/** What a bearer token is made of (RFC 6750 section 2.1, `b64token`). */
const tokenSyntax = /^[A-Za-z0-9._~+/-]+=*$/;

/** True for a text that a server can be sent as a token: nothing in it ends a header or a form's parameter. */
export function isBearerTokenSyntax(text: string): boolean {
  return tokenSyntax.test(text);
}

/**
 * The address by which tokens of an issuer are checked; where its metadata document names that, the issuer, which
 * stands for whatever it names: an acceptance ends when it names another (`VerifiedToken.current`).
 */
export function checkedBy({ issuer, introspection, userInfo }: OpaqueIssuerSettings): string {
  return introspection?.url ?? userInfo?.url ?? issuer;
}

/** The issuer whose prefix a token has: of several the longest, so that no provider is sent another's tokens. */
export function issuerByPrefix(
  token: string,
  issuers: readonly OpaqueIssuerSettings[],
): OpaqueIssuerSettings | undefined {
  return issuers
    .filter(({ prefix }) => prefix !== undefined && token.startsWith(prefix))
    .sort((one, other) => (other.prefix?.length ?? 0) - (one.prefix?.length ?? 0))[0];
}

/** Who is asked about a token: whoever has its prefix, or the one without a prefix about all that is no JWT. */
export function issuerToAsk(
  token: string,
  issuers: readonly OpaqueIssuerSettings[],
): OpaqueIssuerSettings | undefined {
  if (issuers.length === 0) return undefined;
  const ofTheRest = issuers.find(({ prefix }) => prefix === undefined);
  // Reading the token comes last: where every issuer has a prefix there is nothing to tell apart.
  const rest = ofTheRest === undefined || isJwt(token) ? undefined : ofTheRest;
  return issuerByPrefix(token, issuers) ?? rest;
}
