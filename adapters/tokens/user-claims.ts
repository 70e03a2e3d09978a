/** Claims out of user information: its members, and what headers of the answer say about client and scopes. */
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import type { UserInfoSettings } from "#core/settings/tokens/user-info";
import type { TokenAnswer } from "./ask-about-token.ts";

type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims of a user. Where a header is to say something, no member of the answer does: users of some providers
 * name members of their own.
 * @returns `undefined` when a header has two values
 */
export function userClaims(
  members: Claims,
  headers: TokenAnswer["headers"],
  { clientClaims, scopeClaim }: Pick<OpaqueIssuerSettings, "clientClaims" | "scopeClaim">,
  { clientHeader, scopeHeader }: Pick<UserInfoSettings, "clientHeader" | "scopeHeader">,
): Claims | undefined {
  const said = [clientHeader, scopeHeader].map((name) => (name === undefined ? [] : (headers[name] ?? [])));
  if (said.some((values) => values.length > 1)) return undefined;
  const [client, scopes] = said.map(([value]) => value);
  const [clientClaim = "client_id"] = clientClaims;
  const replaced = [
    ...(clientHeader === undefined ? [] : clientClaims),
    ...(scopeHeader === undefined ? [] : ["scope", "scp", ...(scopeClaim === undefined ? [] : [scopeClaim])]),
  ];
  return {
    ...Object.fromEntries(Object.entries(members).filter(([name]) => !replaced.includes(name))),
    ...(client && { [clientClaim]: client }),
    ...(scopes && { [scopeClaim ?? "scope"]: scopeList(scopes) }),
  };
}

/** Scopes are told apart by commas (GitHub), spaces (RFC 6749 section 3.3), or both. */
function scopeList(value: string): readonly string[] {
  return value.split(/[ ,]+/).filter((scope) => scope !== "");
}
