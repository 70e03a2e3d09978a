/** From the text of a settings file to settings, or to every mistake in it at once. */
import * as v from "valibot";
import { isJsonObject } from "#core/json-object";
import { contradictions } from "./contradictions.ts";
import { inheritedNames } from "./mistakes/inherited-name.ts";
import type { ReadOpenApi } from "./mistakes/open-api-file.ts";
import { type Settings, settingsSchema } from "./schema.ts";
import { SettingsError, type SettingsMistake } from "./settings-mistake.ts";
import { withTokenPresets } from "./tokens/with-presets.ts";

/**
 * Reads the text of a settings file: JSON, in which members whose name starts with `//` are remarks.
 * @param readOpenApi absent: access rules are not held against the API's OpenAPI document
 * @throws SettingsError with all mistakes
 */
export function readSettings(text: string, readOpenApi?: ReadOpenApi): Settings {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // Of the parser's message only the place: the rest quotes the file.
    const [, place = ""] = /(\(line \d+ column \d+\))$/.exec(String(error)) ?? [];
    throw new SettingsError([{ setting: "(file)", remedy: `must be JSON ${place}`.trim() }]);
  }
  return validSettings(withoutRemarks(json), readOpenApi);
}

/**
 * Validates settings that are already an object.
 * @throws SettingsError with all mistakes
 */
export function validSettings(written: unknown, readOpenApi?: ReadOpenApi): Settings {
  const json = withTokenPresets(written);
  const parsed = v.safeParse(settingsSchema, json);
  const unseen = inheritedNames(written);
  const mistakes = parsed.success
    ? [...unseen, ...contradictions(parsed.output, readOpenApi)]
    : [
        ...unseen,
        ...parsed.issues.flatMap((issue) => mistakesOf(issue, "")),
        ...contradictionsBeside(parsed.issues, json, readOpenApi),
      ];
  if (!parsed.success || mistakes.length > 0) throw new SettingsError(mistakes);
  return parsed.output;
}

/** Contradictions of settings that have single mistakes as well, as far as leaving the mistaken ones out is valid. */
function contradictionsBeside(
  issues: readonly v.BaseIssue<unknown>[],
  json: unknown,
  readOpenApi: ReadOpenApi | undefined,
): SettingsMistake[] {
  const rest = structuredClone(json);
  for (const { path = [] } of issues) {
    const parents = path.slice(0, -1).map(({ key }) => key);
    const parent = parents.reduce<unknown>(
      (value, key) => (value as Record<string, unknown>)?.[String(key)],
      rest,
    );
    const key = path.at(-1)?.key;
    if (isJsonObject(parent)) Reflect.deleteProperty(parent, String(key));
  }
  const parsed = v.safeParse(settingsSchema, rest);
  return parsed.success ? contradictions(parsed.output, readOpenApi) : [];
}

function withoutRemarks(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutRemarks);
  if (typeof json !== "object" || json === null) return json;
  const members = Object.entries(json).filter(([name]) => !name.startsWith("//"));
  return Object.fromEntries(members.map(([name, value]) => [name, withoutRemarks(value)]));
}

/** Of a union, the mistakes inside the one variant that was meant, if the value has members at all. */
function mistakesOf(issue: v.BaseIssue<unknown>, above: string): SettingsMistake[] {
  const setting = (issue.path ?? []).reduce((path, { key }) => {
    if (typeof key === "number") return `${path}[${key}]`;
    return path === "" ? String(key) : `${path}.${String(key)}`;
  }, above);
  const inside = issue.type === "union" ? (issue.issues ?? []).filter(({ path }) => path !== undefined) : [];
  if (inside.length > 0) return inside.flatMap((each) => mistakesOf(each, setting));
  return [{ setting: setting === "" ? "(file)" : setting, remedy: remedyOf(issue) }];
}

/** A remedy without the value that was found: a secret pasted into the wrong place must not reach a log. */
function remedyOf({ kind, type, expected, received, message }: v.BaseIssue<unknown>): string {
  if (type === "strict_object" && expected === "never") {
    return "there is no setting of this name; check its spelling or remove it";
  }
  if (received === "undefined") return "is missing; it must be given";
  // The library's own messages quote the value; ours never do.
  const isOurs = kind === "validation" || !message.startsWith("Invalid ");
  return isOurs ? message : `must be ${wordsOf(expected ?? "something else")}`;
}

function wordsOf(expected: string): string {
  return expected
    .replace(/^\((.*)\)$/, "$1")
    .replaceAll(" | ", " or ")
    .replace("Object", "an object")
    .replace("Array", "a list");
}
