/** Access rules that grant nothing which the others do not grant as well. */
import type { AccessRule } from "../access-rules.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import { GrantIndex } from "./grant-index.ts";

/**
 * A mistake for each rule that could be removed without changing any decision: who takes something away from another
 * rule later would believe it closed. Of rules that make each other idle the first remains; without all that are named,
 * none of the rest is idle.
 * @param rules by their index; `undefined` for a rule that holds another mistake
 */
export function idleRules(rules: readonly (AccessRule | undefined)[]): SettingsMistake[] {
  const grants = new GrantIndex();
  rules.forEach((rule, index) => {
    if (rule !== undefined) grants.add(index, rule);
  });
  const mistakes: SettingsMistake[] = [];
  for (const [index, rule] of [...rules.entries()].reverse()) {
    const others = rule && grants.grantedByOthers(index, rule);
    if (others === undefined) continue;
    grants.remove(index);
    mistakes.unshift({ setting: `accessRules[${index}]`, remedy: remedyOf(others) });
  }
  return mistakes;
}

/** As many rules as one reads in a sentence. */
const mostNamed = 3;

function remedyOf(others: ReadonlySet<number>): string {
  const names = [...others].sort((one, other) => one - other).map((index) => `accessRules[${index}]`);
  if (names.length === 1) {
    return `is idle: ${names[0]} already grants all of it to everyone it is for; remove it, or narrow that one`;
  }
  const named = names.slice(0, mostNamed).join(", ");
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  return `is idle: ${named}${more} together already grant all of it to everyone it is for; remove it, or narrow those`;
}
