/** Every preset by its name. */
import type { JwtPreset, OpaquePreset } from "./preset.ts";
import type { JwtPresetName, OpaquePresetName } from "./preset-names.ts";
import { auth0 } from "./presets/auth0.ts";
import { cognito } from "./presets/cognito.ts";
import { entraId } from "./presets/entra-id.ts";
import { github } from "./presets/github.ts";
import { googleAccessToken, googleIdToken } from "./presets/google.ts";
import { keycloak } from "./presets/keycloak.ts";
import { logto } from "./presets/logto.ts";
import { okta } from "./presets/okta.ts";
import { oryHydraJwt, oryHydraOpaque } from "./presets/ory-hydra.ts";

/** Presets of `tokens.issuers`. */
export const jwtPresets: Readonly<Record<JwtPresetName, JwtPreset>> = {
  keycloak,
  auth0,
  okta,
  "entra-id": entraId,
  cognito,
  google: googleIdToken,
  "ory-hydra": oryHydraJwt,
  logto,
};

/** Presets of `tokens.opaque`. */
export const opaquePresets: Readonly<Record<OpaquePresetName, OpaquePreset>> = {
  google: googleAccessToken,
  github,
  "ory-hydra": oryHydraOpaque,
};
