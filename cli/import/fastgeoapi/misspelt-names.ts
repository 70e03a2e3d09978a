/** Names that fastgeoapi passes over without a word, although one of its settings was meant. */
import { lettersBetween } from "#core/settings/mistakes/nearest-id";
import type { EnvFile } from "../env-file/env-file.ts";
import type { EnvReader } from "../env-file/env-reader.ts";
import { keyPrefix, prefixedNames, prefixes, securityNames, unprefixedNames } from "./setting-names.ts";

/** Most letters that are wrong in a name that is still recognised. */
const mostWrong = 2;

/**
 * Adds a mistake for each name that is nearly a setting's; its own tutorial has one (`DEV_API_KEY_ENABLE`). Since it
 * would be ignored there, fastgeoapi may be running open.
 * @param prefix that of the environment that is meant
 */
export function misspeltNames(file: EnvFile, reader: EnvReader, prefix: string): void {
  const known = new Set([...prefixedNames.map((name) => prefix + name), ...unprefixedNames]);
  for (const name of file.variables.keys()) {
    if (known.has(name) || name.startsWith(keyPrefix) || isOfOtherEnvironment(name, prefix)) continue;
    const meant = securityNames.includes(name) ? prefix + name : nearest(name, known);
    if (meant === undefined) continue;
    reader.mistake(
      name,
      `is no name of fastgeoapi's, which passes over it without a word: write ${meant}, or take it out`,
    );
  }
}

function isOfOtherEnvironment(name: string, prefix: string): boolean {
  return Object.values(prefixes).some((other) => other !== prefix && name.startsWith(other));
}

/** Long names only: of short ones any word is near. */
function nearest(name: string, known: ReadonlySet<string>): string | undefined {
  const upper = name.toUpperCase();
  const near = [...known]
    .filter((each) => each.length > 8 || each === upper)
    .map((each) => ({ each, wrong: lettersBetween(upper, each) }))
    .filter(({ wrong }) => wrong <= mostWrong)
    .sort((one, other) => one.wrong - other.wrong);
  return near[0]?.each;
}
