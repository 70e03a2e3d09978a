/** Fills what the presets of issuers say into settings as they were written, before they are validated. */
import { isJsonObject } from "#core/json-object";
import { withJwtPreset, withOpaquePreset } from "./presets.ts";

/** The same settings, in which whatever a preset sets is written out; nothing that was given is changed. */
export function withTokenPresets(settings: unknown): unknown {
  if (!isJsonObject(settings) || !isJsonObject(settings.tokens)) return settings;
  const { issuers, opaque } = settings.tokens;
  const tokens = {
    ...settings.tokens,
    ...(Array.isArray(issuers) && { issuers: issuers.map(withJwtPreset) }),
    ...(Array.isArray(opaque) && { opaque: opaque.map(withOpaquePreset) }),
  };
  return { ...settings, tokens };
}
