/** Every mistake in the settings of token issuers whose single values are right. */
import type { Settings } from "../schema.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import { jwtPresets, opaquePresets } from "../tokens/presets.ts";
import { anyClientMistakes } from "./tokens/any-client.ts";
import { introspectionMistakes } from "./tokens/introspection.ts";
import { kindOfNoToken } from "./tokens/kind-of-no-token.ts";
import { prefixMistakes } from "./tokens/prefix.ts";

/** Contradictions of an issuer's settings, within themselves, with its preset and with other issuers. */
export function tokenMistakes(settings: Settings): SettingsMistake[] {
  const { tokens } = settings;
  if (tokens === undefined) return [];
  return [
    ...tokens.issuers.flatMap((issuer, index) =>
      within(`tokens.issuers[${index}]`, [
        ...(issuer.preset === undefined ? [] : jwtPresets[issuer.preset].mistakes(issuer)),
        ...kindOfNoToken(issuer),
        ...introspectionMistakes(issuer, settings),
      ]),
    ),
    ...tokens.opaque.flatMap((issuer, index) =>
      within(`tokens.opaque[${index}]`, [
        ...(issuer.preset === undefined ? [] : opaquePresets[issuer.preset].mistakes(issuer)),
        ...prefixMistakes(issuer, tokens.opaque),
        ...anyClientMistakes(issuer),
        ...introspectionMistakes(issuer, settings),
      ]),
    ),
  ];
}

function within(issuer: string, mistakes: readonly SettingsMistake[]): SettingsMistake[] {
  return mistakes.map(({ setting, remedy }) => ({ setting: `${issuer}.${setting}`, remedy }));
}
