/** A token as a provider issues it, and whether it is an access token for the API of docs/tokens.md. */

/** A token's header and claims, and the reason why it is refused; none for one that is accepted. */
export interface ProviderToken {
  readonly title: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  /** Of an accepted one. */
  readonly scopes?: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

/** Headers by their `typ`. */
export const rs256 = { alg: "RS256", kid: "k1" };
export const jwt = { ...rs256, typ: "JWT" };
export const atJwt = { ...rs256, typ: "at+jwt" };
/** Issued in the past, and valid in every test. */
export const times = { iat: 1_764_158_400, exp: 4_000_000_000 };
/** What ID tokens have beside. */
export const hashes = { at_hash: "Zm9vYmFyYmF6cXV4MTIzNA", nonce: "n-0S6_WzA2Mj", auth_time: 1_764_158_390 };

/** An access token for the API. */
export const accepted = (
  title: string,
  header: Members,
  claims: Members,
  scopes: string[] = [],
): ProviderToken => ({
  title,
  header,
  claims: { ...times, ...claims },
  scopes,
});
/** Any other token. */
export const refused = (title: string, header: Members, claims: Members, reason: string): ProviderToken => ({
  title,
  header,
  claims: { ...times, ...claims },
  reason,
});
