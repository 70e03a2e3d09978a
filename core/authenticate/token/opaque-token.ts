/** Finds who has to be asked about a token that is no JSON Web Token. */
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";

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

/** The issuer of all tokens that have nobody's prefix. */
export function issuerOfTheRest(issuers: readonly OpaqueIssuerSettings[]): OpaqueIssuerSettings | undefined {
  return issuers.find(({ prefix }) => prefix === undefined);
}
