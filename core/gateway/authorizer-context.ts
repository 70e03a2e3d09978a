/** The context that API Gateway hands to the backend and to gateway responses: flat strings, never a credential. */
import type { Principal } from "#core/principal";

/** Longest value that a policy may hand to the backend, in characters. */
const longestContextValue = 1024;

/**
 * The mark by which a backend tells this product's authorizer from any other: its value is the setting `name`. It
 * stands in an allow only, and no policy can give it.
 */
export const authorizerMark = "ogcApiAuthorizer";

/** Names that this product or API Gateway gives; `claims` would be taken for those of a Cognito authorizer. */
const takenNames = new Set([
  authorizerMark,
  "principalId",
  "principalKind",
  "keyId",
  "scheme",
  "issuer",
  "scopes",
  "wwwAuthenticate",
  "integrationLatency",
  "claims",
]);

/** True for a name under which a policy may hand something to the backend. */
export function isContextName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name) && !takenNames.has(name);
}

/** True for a text that a policy may hand to the backend: bounded, and without control characters. */
export function isContextValue(value: string): boolean {
  return value.length <= longestContextValue && !/\p{Cc}/u.test(value);
}

/** Adds the principal as the backend is told it, beside `principalId`; what is empty is left out. */
export function addPrincipal(
  context: Record<string, string>,
  { kind, keyId, scheme, issuer, scopes }: Principal,
): void {
  context.principalKind = kind;
  if (keyId !== undefined) context.keyId = keyId;
  if (scheme !== "") context.scheme = scheme;
  if (issuer !== "") context.issuer = issuer;
  if (scopes.length > 0) context.scopes = scopes.join(" ");
}
