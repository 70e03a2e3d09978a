/** The names by which the settings file asks for presets. */

/** Providers whose JSON Web Tokens have a preset. */
export const jwtPresetNames = [
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
export const opaquePresetNames = ["google", "github", "ory-hydra"] as const;

/** A preset of `tokens.issuers`. */
export type JwtPresetName = (typeof jwtPresetNames)[number];
/** A preset of `tokens.opaque`. */
export type OpaquePresetName = (typeof opaquePresetNames)[number];

/** The remedy for another name; a preset may only be at the wrong place. */
export const notAmong = (names: readonly string[], elsewhere: string): string =>
  `must be ${names.map((name) => `"${name}"`).join(" or ")}; ${elsewhere}`;
