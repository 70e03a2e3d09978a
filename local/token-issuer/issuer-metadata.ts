/** What the issuer says about itself. */

/**
 * Metadata of an authorization server that has no authorization endpoint (RFC 8414 section 2). Served under both
 * well-known names, because libraries look under the one of OpenID Connect Discovery; the issuer is no OpenID
 * provider and gives no ID tokens.
 * @param issuer its address, without a slash at the end
 */
export function issuerMetadata(issuer: string): Readonly<Record<string, unknown>> {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks.json`,
    token_endpoint: `${issuer}/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    grant_types_supported: ["client_credentials"],
    response_types_supported: [],
  };
}
