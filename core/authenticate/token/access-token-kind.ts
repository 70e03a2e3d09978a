/** Whether a verified JWT is an access token, and not another kind that the issuer signs with the same keys. */
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import { isSenderConstrained } from "./access-token-claims.ts";
import { type Claims, ownClaim } from "./own-claim.ts";

/** Values of `typ` in the header, in lower case and without `application/`; absent in tokens of several providers. */
const types: Readonly<Record<IssuerSettings["accessTokenType"], readonly (string | undefined)[]>> = {
  "at+jwt": ["at+jwt"],
  any: ["at+jwt", "jwt", undefined],
  "id-token": ["jwt", undefined],
};

/**
 * Judges by the header's `typ` where the issuer sets it (RFC 9068 section 2.1, RFC 8725 section 3.11), and by the
 * claims that its access tokens have and its ID tokens have not, and the other way round. `events` is what makes a
 * token a security event (RFC 8417 section 2.2), such as the logout tokens that OpenID providers send to their clients.
 * @returns a reason code, or `undefined` for an access token
 */
export function acceptedJwt(claims: Claims, issuer: IssuerSettings, header: Claims): string | undefined {
  // Told before its kind: Keycloak's bound tokens call themselves `DPoP` where its others call themselves `Bearer`.
  if (isSenderConstrained(claims)) return "token_sender_constrained";
  const isWanted =
    types[issuer.accessTokenType].includes(typeOf(header)) &&
    !Object.hasOwn(claims, "events") &&
    hasRequiredClaims(claims, issuer) &&
    (issuer.accessTokenType === "id-token" ? saysIdToken(claims) : saysAccessToken(claims, issuer));
  if (!isWanted) return "token_not_access_token";
  return issuer.accessTokenType === "id-token" && !isForUsAlone(claims, issuer)
    ? "token_audience"
    : undefined;
}

/** An ID token for others as well was shown to them: they could show it here (OpenID Connect Core section 3.1.3.7). */
function isForUsAlone(claims: Claims, { audiences }: IssuerSettings): boolean {
  const aud = ownClaim(claims, "aud");
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return values.every((value) => audiences.some((audience) => audience === value));
}

/** The media type (RFC 7515 section 4.1.9): without case, and with `application/` left out or not. */
function typeOf(header: Claims): string | undefined {
  const type = ownClaim(header, "typ");
  if (type === undefined) return undefined;
  return typeof type === "string" ? type.toLowerCase().replace(/^application\//, "") : "(no text)";
}

function hasRequiredClaims(claims: Claims, { requiredClaims }: IssuerSettings): boolean {
  return Object.entries(requiredClaims).every(([name, value]) => {
    const claim = ownClaim(claims, name);
    return value === true ? isGiven(claim) : claim === value;
  });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== false;
}

/** Amazon Cognito says in `token_use` what a token is, Keycloak in the claim `typ`; who says it at all must say this. */
function saysAccessToken(claims: Claims, { refusedClaims }: IssuerSettings): boolean {
  return (
    saysNothingBut(claims, "token_use", "access") &&
    saysNothingBut(claims, "typ", "bearer") &&
    !refusedClaims.some((name) => Object.hasOwn(claims, name))
  );
}

function saysIdToken(claims: Claims): boolean {
  return saysNothingBut(claims, "token_use", "id") && saysNothingBut(claims, "typ", "id");
}

function saysNothingBut(claims: Claims, name: string, kind: string): boolean {
  const said = ownClaim(claims, name);
  return said === undefined || (typeof said === "string" && said.toLowerCase() === kind);
}
