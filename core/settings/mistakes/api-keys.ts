/** Mistakes in where clients put API keys: a place that has another meaning, or that the policy would see. */
import type { Settings } from "../schema.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import { isTakenParameter } from "./api-keys/taken-parameter.ts";

/** Every contradiction between the places of API keys and the rest. */
export function apiKeyMistakes({ apiKeys, policy }: Settings): SettingsMistake[] {
  const mistakes: SettingsMistake[] = [];
  if (apiKeys === undefined) return mistakes;
  // `authorization`, which Basic takes, is no header that `policy.headers` may ever name (core/settings/policy.ts).
  if (policy.headers.includes(apiKeys.header.toLowerCase())) {
    mistakes.push({
      setting: "policy.headers",
      remedy: "must not name the header that carries API keys",
    });
  }
  if (apiKeys.queryParameter !== undefined && isTakenParameter(apiKeys.queryParameter)) {
    mistakes.push({
      setting: "apiKeys.queryParameter",
      remedy: "must be a parameter to which no OGC API, STAC or OAuth gives a meaning, such as api_key",
    });
  }
  return mistakes;
}
