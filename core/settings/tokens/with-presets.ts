/** Fills what the presets of issuers say into settings as they were written, before they are validated. */
import { isJsonObject } from "#core/json-object";
import { jwtPresets, opaquePresets } from "./presets.ts";

type Members = Readonly<Record<string, unknown>>;
type PresetSettings = { settings(issuer: string): Members };

/** The same settings, in which whatever a preset sets is written out; nothing that was given is changed. */
export function withTokenPresets(settings: unknown): unknown {
  if (!isJsonObject(settings) || !isJsonObject(settings.tokens)) return settings;
  const { issuers, opaque } = settings.tokens;
  const tokens = {
    ...settings.tokens,
    ...(Array.isArray(issuers) && { issuers: issuers.map((issuer) => withPreset(issuer, jwtPresets)) }),
    ...(Array.isArray(opaque) && { opaque: opaque.map((issuer) => withPreset(issuer, opaquePresets)) }),
  };
  return { ...settings, tokens };
}

function withPreset(issuer: unknown, presets: Readonly<Record<string, PresetSettings>>): unknown {
  if (!isJsonObject(issuer) || typeof issuer.preset !== "string" || typeof issuer.issuer !== "string") {
    return issuer;
  }
  const preset = Object.hasOwn(presets, issuer.preset) ? presets[issuer.preset] : undefined;
  return preset === undefined ? issuer : beside(preset.settings(issuer.issuer), issuer);
}

/**
 * What is given, beside what is set. Of `requiredClaims`, `userInfo` and their kin the members are joined: who asks for
 * one claim more must not lose those by which the preset tells access tokens apart.
 */
function beside(set: Members, given: Members): Members {
  const joined = Object.entries(given).map(([name, value]) => {
    const other = Object.hasOwn(set, name) ? set[name] : undefined;
    return [name, isJsonObject(value) && isJsonObject(other) ? { ...other, ...value } : value];
  });
  return { ...set, ...Object.fromEntries(joined) };
}
