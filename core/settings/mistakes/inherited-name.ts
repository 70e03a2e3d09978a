/** Names that every object inherits, which the schema would pass over instead of refusing them. */
import { isJsonObject } from "#core/json-object";
import type { SettingsMistake } from "../settings-mistake.ts";

/**
 * A mistake for every member that is called like something inherited (`constructor`, `__proto__`, `toString`), wherever
 * it stands: no setting is, and a claim of such a name would be left out of `requiredClaims` without a word.
 */
export function inheritedNames(json: unknown, path = ""): SettingsMistake[] {
  if (Array.isArray(json)) return json.flatMap((each, index) => inheritedNames(each, `${path}[${index}]`));
  if (!isJsonObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    const setting = path === "" ? name : `${path}.${name}`;
    if (!(name in Object.prototype)) return inheritedNames(value, setting);
    return [
      { setting, remedy: "must have another name: every object of JavaScript has a member of this one" },
    ];
  });
}
