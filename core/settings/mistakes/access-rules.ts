/** Every mistake in access rules whose single values are right. */
import { collectionIdMistakes } from "../collection-ids.ts";
import type { Settings } from "../schema.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import { idleRules } from "./idle-rule.ts";
import { ruleForNobody } from "./rule-for-nobody.ts";
import { ruleOnNothing } from "./rule-on-nothing.ts";

/** Rules that can never apply, and rules that others make idle; each is named by its index. */
export function accessRuleMistakes(settings: Settings): SettingsMistake[] {
  const mistakes = settings.accessRules.map((rule) => [
    ...collectionIdMistakes(rule, settings.api.collectionIds),
    ...ruleForNobody(rule, settings),
    ...ruleOnNothing(rule),
  ]);
  const sound = settings.accessRules.map((rule, index) => (mistakes[index]?.length ? undefined : rule));
  return [
    ...mistakes.flatMap((ofRule, index) =>
      ofRule.map(({ setting, remedy }) => ({ setting: `accessRules[${index}].${setting}`, remedy })),
    ),
    ...idleRules(sound),
  ];
}
