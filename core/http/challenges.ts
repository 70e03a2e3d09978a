/** The challenges that a 401 carries: how to authenticate, for every configured scheme, in one static text. */
import { isScopeToken } from "#core/authenticate/scope-token";
import type { Settings } from "#core/settings/schema";

/** Longest scope that a challenge names, in characters. */
const longestScope = 200;

/** A quoted-string of RFC 9110 section 5.6.4; realms and header names hold nothing that needs escaping. */
const quoted = (text: string) => `"${text}"`;

/**
 * The value of `WWW-Authenticate` for the whole API. `Bearer` follows RFC 6750 section 3 and RFC 9728 section 5.1 and
 * has no `error`: API Gateway's text cannot know whether there was a token. `ApiKey` is the name that has come into
 * use for keys in a header; no registry holds it. `Basic` follows RFC 7617 section 2 and stands first: Chromium reads
 * one challenge of a header line, and would not ask for a password if another stood before it (test/interop/clients).
 * @param resourceMetadata address of the protected resource metadata; it may be a CDK token
 */
export function challenges(settings: Settings, resourceMetadata: string): string {
  const realm = `realm=${quoted(settings.api.realm)}`;
  const bearer = bearerChallenge(settings.api.realm, resourceMetadata);
  const apiKey = `ApiKey ${realm}, header=${quoted(settings.apiKeys?.header ?? "")}`;
  const basic = `Basic ${realm}, charset="UTF-8"`;
  return [settings.apiKeys?.basic && basic, settings.tokens && bearer, settings.apiKeys && apiKey]
    .filter(Boolean)
    .join(", ");
}

/**
 * The challenge that leads to all that a client needs to know to get a token, scopes among it (RFC 9728 section 5.1).
 * It tells nothing of the request: it is for a 401, and for a 403 that names no scope.
 */
export function bearerChallenge(realm: string, resourceMetadata: string): string {
  return `Bearer realm=${quoted(realm)}, resource_metadata=${quoted(resourceMetadata)}`;
}

/**
 * The value of `WWW-Authenticate` on a 403 for want of a scope (RFC 6750 section 3.1).
 * @param scope a scope that would have been enough
 * @returns `undefined` for a scope that a header cannot hold (RFC 6749 section 3.3) or that is too long for API
 * Gateway's limits: the 403 then says less
 */
export function insufficientScope(realm: string, scope: string): string | undefined {
  if (!isScopeToken(scope) || scope.length > longestScope) return undefined;
  return `Bearer realm=${quoted(realm)}, error="insufficient_scope", scope=${quoted(scope)}`;
}
