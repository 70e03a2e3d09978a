/** `.env` files of fastgeoapi in the shapes that its documentation has, with values made for one run. */
import { randomBytes } from "node:crypto";

/** A secret that nobody has. */
export const newSecret = () => randomBytes(24).toString("base64url");

/** What every file has. */
export const always = (prefix = "DEV_") => [
  `${prefix}FASTGEOAPI_CONTEXT=/geoapi`,
  `${prefix}PYGEOAPI_BASEURL=http://localhost:5000`,
  `${prefix}PYGEOAPI_CONFIG=pygeoapi-config.yml`,
  `${prefix}PYGEOAPI_OPENAPI=pygeoapi-openapi.yml`,
];

/** API key mode. */
export const keyMode = (key: string, prefix = "DEV_") => [
  `${prefix}API_KEY_ENABLED=true`,
  `${prefix}PYGEOAPI_KEY_GLOBAL=${key}`,
];

/** JWKS mode, with what fastgeoapi can do without. */
export const jwksMode = (prefix = "DEV_") => [
  `${prefix}JWKS_ENABLED=true`,
  `${prefix}OAUTH2_JWKS_ENDPOINT=https://login.example.org/keys`,
  `${prefix}OAUTH2_TOKEN_ENDPOINT=https://login.example.org/token`,
  `${prefix}OAUTH2_EXPECTED_ISSUER=https://login.example.org`,
  `${prefix}OAUTH2_EXPECTED_AUDIENCE=geodata`,
];

/** OpenID Connect with OPA. */
export const opaMode = (secret: string, prefix = "DEV_") => [
  `${prefix}OPA_ENABLED=true`,
  `${prefix}OPA_URL=https://opa.example.org`,
  `${prefix}OIDC_WELL_KNOWN_ENDPOINT=https://sso.example.org/realms/geo/.well-known/openid-configuration`,
  `${prefix}OIDC_CLIENT_ID=geoportal`,
  `${prefix}OIDC_CLIENT_SECRET=${secret}`,
];
