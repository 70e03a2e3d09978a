/** Asks the issuer also about tokens that could be verified without it, so that a revoked one stops. */
import type { JwtVerifier, VerifiedToken } from "#core/authenticate/token/token-verifier";
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import type { AskAboutToken } from "./ask-about-token.ts";

type Claims = Readonly<Record<string, unknown>>;

/**
 * A verifier that asks the issuers which are configured so. Only a token that is genuine is asked about: what
 * strangers make up never becomes a call.
 * @param ask how tokens of an issuer are asked about; `undefined` for an issuer that is not asked
 */
export function introspectedJwts(
  verifier: JwtVerifier,
  ask: (issuer: IssuerSettings) => Promise<AskAboutToken> | undefined,
): JwtVerifier {
  const ways = new Map<IssuerSettings, Promise<AskAboutToken> | undefined>();
  const wayOf = (issuer: IssuerSettings) => {
    if (!ways.has(issuer)) ways.set(issuer, ask(issuer));
    return ways.get(issuer);
  };
  return {
    async verify(token, deadline) {
      const local = await verifier.verify(token, deadline);
      if ("rejected" in local) return local;
      const way = await wayOf(token.issuer);
      if (way === undefined) return local;
      const answered = await way(token.text, deadline);
      if ("rejected" in answered) return answered;
      if (contradicts(local.claims, answered.claims, token.issuer))
        return { rejected: "token_introspection_mismatch" };
      return both(local, answered, token.issuer);
    },
  };
}

/** Claims of the answer count, since they are newer: an issuer may have taken scopes back. */
function both(local: VerifiedToken, answered: VerifiedToken, issuer: IssuerSettings): VerifiedToken {
  const { exp } = local.claims;
  // Whoever remembers `current` must not keep the claims of both with it.
  const { current: keysAreCurrent } = local;
  const { current: answerIsCurrent } = answered;
  const expiresAt = typeof exp === "number" ? exp * 1000 : 0;
  return {
    claims: { ...local.claims, ...answered.claims, ...newerScopes(local.claims, answered.claims, issuer) },
    rememberUntil: Math.min(answered.rememberUntil, expiresAt),
    current: () => keysAreCurrent() && answerIsCurrent(),
  };
}

/** Names under which RFC 7662 and RFC 8693 (`scope`) and several providers' tokens (`scp`) hold the same scopes. */
const scopeNames = ["scope", "scp"];

/**
 * Scopes as the answer has them, under every name and in the form that the token has them in: ORY Hydra's tokens hold a
 * list `scp`, its answers a text `scope`. An answer without scopes says nothing about them (RFC 7662 section 2.2).
 */
function newerScopes(local: Claims, answered: Claims, { scopeClaim }: IssuerSettings): Claims {
  const newer = answered.scope === undefined ? answered.scp : answered.scope;
  if (newer === undefined) return {};
  const wanted = scopeClaim !== undefined && scopeNames.includes(scopeClaim) ? [scopeClaim] : [];
  const names = scopeNames.filter((name) => local[name] !== undefined || wanted.includes(name));
  return Object.fromEntries(
    names
      .filter((name) => answered[name] === undefined)
      .map((name) => [name, Array.isArray(local[name]) ? scopeList(newer) : newer]),
  );
}

function scopeList(scopes: unknown): unknown {
  return typeof scopes === "string" ? scopes.split(" ").filter((scope) => scope !== "") : scopes;
}

/**
 * True where the two are about different tokens. What only one of them says is no contradiction: Keycloak's lightweight
 * tokens leave out what its answers hold, and answers of others leave out what the token holds. Of the audiences an
 * answer may name fewer, those that concern whoever asks, but none that the token does not have.
 */
function contradicts(local: Claims, answered: Claims, issuer: IssuerSettings): boolean {
  const differs = (one: unknown, other: unknown) =>
    one !== undefined && other !== undefined && JSON.stringify(one) !== JSON.stringify(other);
  const names = ["iss", "sub", "exp", "jti", "cnf", issuer.subjectClaim];
  if (names.some((name) => differs(local[name], answered[name]))) return true;
  const clientIn = (claims: Claims) =>
    issuer.clientClaims.map((name) => claims[name]).find((value) => value !== undefined);
  if (differs(clientIn(local), clientIn(answered))) return true;
  const audiences = listOf(local.aud);
  return local.aud !== undefined && listOf(answered.aud).some((audience) => !audiences.includes(audience));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
