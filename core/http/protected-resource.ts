/** The document by which a client finds out which authorization servers' tokens an API takes. */
import type { Settings } from "#core/settings/schema";

/** Where the document is, below the API's address (RFC 9728 section 3). */
export const protectedResourcePath = "/.well-known/oauth-protected-resource";

/**
 * The JSON text of the protected resource metadata (RFC 9728 section 2). The name is the realm of the challenges, so
 * that people see the same one wherever a program asks them to sign in.
 * @param apiUrl the API's public address, without a slash at its end; it may be a CDK token
 */
export function protectedResourceMetadata(settings: Settings, apiUrl: string): string {
  const { realm, refusals } = settings.api;
  // The name of a scope tells what it opens, and everybody may read this document (its section 2 lets scopes be kept).
  const scopes = refusals.missingScope === "hidden" ? [] : tokenScopes(settings);
  return JSON.stringify({
    resource: apiUrl,
    resource_name: realm,
    resource_documentation: refusals.helpUrl,
    ...(authorizationServers(settings).length > 0 && {
      authorization_servers: authorizationServers(settings),
    }),
    bearer_methods_supported: ["header"],
    ...(scopes.length > 0 && { scopes_supported: scopes }),
  });
}

/**
 * Issuers in the sense of RFC 8414, each once. A provider whose tokens are known by a user-info call alone has no
 * metadata by which a client could go there.
 */
function authorizationServers({ tokens }: Settings): string[] {
  const opaque = (tokens?.opaque ?? []).filter(({ introspection }) => introspection !== undefined);
  return [...new Set([...(tokens?.issuers ?? []), ...opaque].map(({ issuer }) => issuer))];
}

/** Every scope that an access rule asks of tokens, in order. */
export function tokenScopes({ accessRules }: Pick<Settings, "accessRules">): string[] {
  const ofTokens = accessRules.map(({ who }) => who).filter((who) => typeof who === "object");
  const scopes = ofTokens.flatMap(({ apiKey, scope }) =>
    apiKey === undefined && scope !== undefined ? [scope] : [],
  );
  return [...new Set(scopes)].sort();
}
