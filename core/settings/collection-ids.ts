/** Ids of collections that hold a `/`: they must be named, and must leave every path with one reading. */
import * as v from "valibot";
import { partNames } from "#core/routes/all-routes";
import type { AccessRule } from "./access-rules.ts";
import { resourceId } from "./resource-id.ts";
import type { SettingsMistake } from "./settings-mistake.ts";

/** The list of `api.collectionIds`. */
export const collectionIds = v.array(
  v.pipe(
    resourceId,
    v.check((id) => id.includes("/"), "needs no mention: it holds no /"),
    v.check(
      (id) =>
        !id
          .split("/")
          .slice(1)
          .some((segment) => partNames.has(segment)),
      "holds the name of a collection's part, such as items or tiles, after a /: its paths would be those of another collection too",
    ),
  ),
);

/** Ids with a `/` in a rule that no request could be about. */
export function collectionIdMistakes({ on }: AccessRule, named: readonly string[]): SettingsMistake[] {
  const mistakes: SettingsMistake[] = [];
  for (const name of ["collections", "exceptCollections", "processes", "exceptProcesses"] as const) {
    on[name]?.forEach((id, index) => {
      if (!id.includes("/")) return;
      const setting = `on.${name}[${index}]`;
      if (name === "processes" || name === "exceptProcesses") {
        mistakes.push({ setting, remedy: "must not hold a /: no path names such a process" });
      } else if (!named.includes(id)) {
        mistakes.push({ setting, remedy: "holds a /: name it in `api.collectionIds` too" });
      }
    });
  }
  return mistakes;
}
