/** Mistakes that no single setting shows: settings that contradict each other or open nothing. */
import { accessRuleMistakes } from "./mistakes/access-rules.ts";
import { apiKeyMistakes } from "./mistakes/api-keys.ts";
import { keyTablePlaceMistakes } from "./mistakes/key-table-place.ts";
import { openApiMistakes, type ReadOpenApi } from "./mistakes/open-api-file.ts";
import { policyMistakes } from "./mistakes/policy.ts";
import { tokenMistakes } from "./mistakes/tokens.ts";
import { isShippedPolicy } from "./policy.ts";
import type { Settings } from "./schema.ts";
import type { SettingsMistake } from "./settings-mistake.ts";

/**
 * Every contradiction in settings whose single values are right.
 * @param readOpenApi absent: settings are not held against the API's OpenAPI document
 */
export function contradictions(settings: Settings, readOpenApi?: ReadOpenApi): SettingsMistake[] {
  const mistakes: SettingsMistake[] = [];
  const mistake = (setting: string, remedy: string) => mistakes.push({ setting, remedy });

  if (settings.apiKeys === undefined && settings.tokens === undefined) {
    mistake(
      "apiKeys, tokens",
      "configure at least one: without a credential scheme nobody could be recognised",
    );
  }
  if (
    isShippedPolicy(settings.policy) &&
    settings.policy.engine === "embedded" &&
    settings.accessRules.length === 0
  ) {
    mistake(
      "accessRules",
      "give at least one rule: the policy refuses what no rule grants, so all of the API",
    );
  }
  const { url, stage, domain } = settings.api;
  if (url !== undefined && domain !== undefined) {
    mistake("api.url", "leave it out: the address follows from `api.domain`");
  } else if (url !== undefined && !isAddressOf(url, stage)) {
    mistake(
      "api.url",
      "must be a host's address with no path, or the stage as its path; for others use `api.domain`",
    );
  }
  return [
    ...mistakes,
    ...keyTablePlaceMistakes(settings),
    ...apiKeyMistakes(settings),
    ...tokenMistakes(settings),
    ...policyMistakes(settings),
    ...accessRuleMistakes(settings),
    ...openApiMistakes(settings, readOpenApi),
  ];
}

/** A path that is not the stage's would be a base path, of which the authorizer learns by `api.domain` alone. */
function isAddressOf(address: string, stage: string): boolean {
  const { origin } = new URL(address);
  return address === origin || address === `${origin}/${stage}`;
}
