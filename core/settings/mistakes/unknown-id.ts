/** Ids in access rules that the API does not have: one that is misspelt leaves open what it was meant to close. */
import type { NamedResources } from "#core/openapi/named-resources";
import type { Settings } from "../schema.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import { nearestId } from "./nearest-id.ts";

/** More are not named one by one: the document is another API's. */
const mostNamed = 20;

const lists = [
  { list: "collections", kind: "collections" },
  { list: "exceptCollections", kind: "collections" },
  { list: "processes", kind: "processes" },
  { list: "exceptProcesses", kind: "processes" },
] as const;

/**
 * A mistake for each id in access rules that is neither in the document nor in `api.unlistedIds`, and for each rule
 * that excepts all there is.
 * @param named the ids that the API's OpenAPI document names
 */
export function unknownIds({ accessRules, api }: Settings, named: NamedResources): SettingsMistake[] {
  const unlisted = new Set(api.unlistedIds);
  const mistakes = accessRules.flatMap(({ on }, index) =>
    lists.flatMap(({ list, kind }) => {
      const known = named[kind];
      const setting = `accessRules[${index}].on.${list}`;
      if (known === undefined) return [];
      const unknown = [...(on[list] ?? []).entries()]
        .filter(([, id]) => id !== "*" && !known.has(id) && !unlisted.has(id))
        .map(([at, id]) => ({ setting: `${setting}[${at}]`, remedy: () => remedyOf(id, known) }));
      const nothingLeft = list !== kind && exceptsAll(on[list] ?? [], [...known, ...unlisted]);
      return nothingLeft ? [...unknown, { setting, remedy: () => exceptsAllRemedy }] : unknown;
    }),
  );
  const told = mistakes.slice(0, mostNamed).map(({ setting, remedy }) => ({ setting, remedy: remedy() }));
  if (mistakes.length <= mostNamed) return told;
  const more = `${mistakes.length - mostNamed} more ids are not in the document: is it this API's?`;
  return [...told, { setting: "api.openApiFile", remedy: more }];
}

function exceptsAll(except: readonly string[], all: readonly string[]): boolean {
  const ids = new Set(except);
  return all.length > 0 && all.every((id) => ids.has(id));
}

const exceptsAllRemedy = "leaves nothing that the rule is on: the document names no others";

function remedyOf(id: string, known: ReadonlySet<string>): string {
  const nearest = nearestId(id, known);
  const suggestion = nearest === undefined ? "it names none" : `the nearest there is "${nearest}"`;
  return `is not in the API's OpenAPI document: ${suggestion}; what it leaves out, name in \`api.unlistedIds\``;
}
