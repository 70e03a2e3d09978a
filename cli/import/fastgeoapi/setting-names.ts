/** The names of fastgeoapi's settings, as its releases 0.0.12 to 0.4.0 read them. */

/** What picks one of the two sets of settings. */
export const environmentName = "ENV_STATE";

/** The environments, by the prefix of their settings. */
export const prefixes = { dev: "DEV_", prod: "PROD_" } as const;

/** An environment. */
export type EnvState = keyof typeof prefixes;

/** Without a prefix, what begins so is an API key, whatever comes after it. */
export const keyPrefix = "PYGEOAPI_KEY_";

/** Names without prefix that have a meaning. */
export const unprefixedNames: readonly string[] = [environmentName, "HOST", "PORT"];

/** Settings that are true or false. */
export const flagNames = [
  "API_KEY_ENABLED",
  "JWKS_ENABLED",
  "OPA_ENABLED",
  "AWS_LAMBDA_DEPLOY",
  "LOG_ENQUEUE",
  "FASTGEOAPI_REVERSE_PROXY",
  "FASTGEOAPI_WITH_MCP",
  "FASTGEOAPI_MCP_ALLOW_UNAUTHENTICATED",
] as const;

/** Settings by which somebody is let in: without the prefix nobody reads them, and nobody else has such names. */
export const securityNames: readonly string[] = [
  "API_KEY_ENABLED",
  "JWKS_ENABLED",
  "OPA_ENABLED",
  "OAUTH2_JWKS_ENDPOINT",
  "OAUTH2_TOKEN_ENDPOINT",
  "OAUTH2_EXPECTED_AUDIENCE",
  "OAUTH2_EXPECTED_ISSUER",
  "OPA_URL",
  "OIDC_WELL_KNOWN_ENDPOINT",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
];

/** Every setting that is read with the prefix of its environment. */
export const prefixedNames: readonly string[] = [
  ...new Set([
    ...flagNames,
    ...securityNames,
    "PYGEOAPI_KEY_GLOBAL",
    "PYGEOAPI_BASEURL",
    "PYGEOAPI_CONFIG",
    "PYGEOAPI_OPENAPI",
    "PYGEOAPI_SECURITY_SCHEME",
    "APP_URI",
    "ROOT_PATH",
    "LOG_PATH",
    "LOG_FILENAME",
    "LOG_LEVEL",
    "LOG_ROTATION",
    "LOG_RETENTION",
    "LOG_FORMAT",
    "FASTGEOAPI_CONTEXT",
    "FASTGEOAPI_CACHE_DIR",
    "FASTGEOAPI_HTTP_MAX_AGE_SECONDS",
    "FASTGEOAPI_MCP_CONSENT_MODE",
    "FASTGEOAPI_MCP_ACCESS_TOKEN_EXPIRY_SECONDS",
    "FASTGEOAPI_MCP_TRUSTED_ISSUERS",
    "FASTGEOAPI_MCP_SERVER_NAME",
  ]),
];
