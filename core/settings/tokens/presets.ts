/** What the settings of an issuer are at well-known providers, where the settings file does not say otherwise. */
import { isJsonObject } from "#core/json-object";

/** Providers whose JSON Web Tokens have a preset. */
export const jwtPresets = [
  "keycloak",
  "auth0",
  "okta",
  "entra-id",
  "cognito",
  "google",
  "ory-hydra",
  "logto",
] as const;

/** Providers whose opaque tokens have a preset. */
export const opaquePresets = ["google", "github", "ory-hydra"] as const;

type Preset = (issuer: string) => Readonly<Record<string, unknown>>;

const jwt: Readonly<Record<(typeof jwtPresets)[number], Preset>> = {
  keycloak: (issuer) => ({
    jwksUri: `${issuer}/protocol/openid-connect/certs`,
    requiredClaims: { typ: "Bearer" },
    refusedClaims: ["at_hash", "c_hash", "s_hash"],
  }),
  auth0: () => ({}),
  okta: () => ({}),
  "entra-id": () => ({}),
  cognito: () => ({}),
  google: () => ({}),
  "ory-hydra": () => ({}),
  logto: () => ({}),
};

const opaque: Readonly<Record<(typeof opaquePresets)[number], Preset>> = {
  google: () => ({}),
  github: () => ({}),
  "ory-hydra": () => ({}),
};

/** An issuer of `tokens.issuers` as written, with what its preset says of the rest; what is no object stays as it is. */
export function withJwtPreset(issuer: unknown): unknown {
  return withPreset(issuer, jwt);
}

/** The same for `tokens.opaque`. */
export function withOpaquePreset(issuer: unknown): unknown {
  return withPreset(issuer, opaque);
}

function withPreset(issuer: unknown, presets: Readonly<Record<string, Preset>>): unknown {
  if (!isJsonObject(issuer) || typeof issuer.preset !== "string" || typeof issuer.issuer !== "string") {
    return issuer;
  }
  const preset = Object.hasOwn(presets, issuer.preset) ? presets[issuer.preset] : undefined;
  return preset === undefined ? issuer : { ...preset(issuer.issuer), ...issuer };
}
