/** Conditions of an access rule that no caller can meet. */
import type { AccessRule } from "../access-rules.ts";
import type { Settings } from "../schema.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import { claimMistakes } from "./claim-of-no-token.ts";

/** What is wrong with `who`, for the credentials that the settings configure. */
export function ruleForNobody({ who }: AccessRule, settings: Settings): SettingsMistake[] {
  if (typeof who === "string") return [];
  const mistakes: SettingsMistake[] = [];
  const mistake = (setting: string, remedy: string) => mistakes.push({ setting, remedy });

  if (Object.values(who).every((condition) => condition === undefined)) {
    mistake("who", 'must hold a condition, or be "anyone" or "signed-in"');
  }
  if (who.apiKey !== undefined && settings.apiKeys === undefined) {
    mistake("who.apiKey", "no API keys are configured: add `apiKeys` or remove the rule");
  }
  if (who.apiKey !== undefined && (who.issuer !== undefined || who.claim !== undefined)) {
    mistake("who", "cannot ask for an API key and for a token's issuer or claim: no caller is both");
  }
  const { issuers = [], opaque = [] } = settings.tokens ?? {};
  if (who.issuer !== undefined && ![...issuers, ...opaque].some(({ issuer }) => issuer === who.issuer)) {
    mistake("who.issuer", "must be one of `tokens.issuers` or `tokens.opaque`, to the letter");
  }
  if (who.claim !== undefined && settings.tokens === undefined) {
    mistake("who.claim", "no tokens are configured: add `tokens` or remove the rule");
  }
  const comparisons = [who.equals, who.contains].filter((value) => value !== undefined).length;
  if (who.claim !== undefined && comparisons !== 1)
    mistake("who.claim", "needs either `equals` or `contains`");
  if (who.claim === undefined && comparisons > 0) mistake("who", "`equals` and `contains` need a `claim`");
  return mistakes.length > 0 ? mistakes : claimMistakes(who, settings.tokens);
}
