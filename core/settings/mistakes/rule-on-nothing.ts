/** What an access rule names, and grants on it, where no request can ask for it. */
import type { AccessRule } from "../access-rules.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import { askedOf, targetsOf } from "./asked-actions.ts";

/** What is wrong with `on`, and with `may` on it. */
export function ruleOnNothing(rule: AccessRule): SettingsMistake[] {
  return [...emptyMistakes(rule), ...listMistakes(rule), ...actionMistakes(rule)];
}

function emptyMistakes({ on }: AccessRule): SettingsMistake[] {
  const targets = targetsOf(on);
  if (targets.every((target) => isEmpty(on[target]))) {
    return [{ setting: "on", remedy: "must name something, such as `api` or `collections`" }];
  }
  return targets
    .filter((target) => isEmpty(on[target]))
    .map((target) => ({ setting: `on.${target}`, remedy: "must name an id, or be left out" }));
}

const isEmpty = (target: unknown) => Array.isArray(target) && target.length === 0;

function listMistakes({ on }: AccessRule): SettingsMistake[] {
  const mistakes: SettingsMistake[] = [];
  const pairs = [
    ["collections", on.collections, "exceptCollections", on.exceptCollections],
    ["processes", on.processes, "exceptProcesses", on.exceptProcesses],
  ] as const;
  for (const [name, ids, exceptName, except] of pairs) {
    const everything = ids?.includes("*") ?? false;
    if (except !== undefined && !everything) {
      mistakes.push({ setting: `on.${exceptName}`, remedy: `needs \`${name}\` to be ["*"]` });
    }
    if (except?.includes("*")) {
      mistakes.push({ setting: `on.${exceptName}`, remedy: 'must name ids, not "*"' });
    }
    if (everything && ids !== undefined && ids.length > 1) {
      mistakes.push({ setting: `on.${name}`, remedy: '"*" already holds every id: leave the others out' });
    }
  }
  return mistakes;
}

function actionMistakes({ may, on }: AccessRule): SettingsMistake[] {
  const targets = targetsOf(on);
  const idleTargets = targets.filter((name) => !may.some((action) => askedOf[name].includes(action)));
  const idleActions = may.filter((action) => !targets.some((name) => askedOf[name].includes(action)));
  return [
    ...idleTargets.map((name) => ({
      setting: `on.${name}`,
      remedy: `none of these actions can be asked of it; it knows ${askedOf[name].join(", ")}`,
    })),
    ...(targets.length === 0 ? [] : idleActions).map((action) => ({
      setting: "may",
      remedy: `${action} can be asked of nothing that the rule names`,
    })),
  ];
}
