/** Names that fastgeoapi passes over without a word, although one of its settings was meant. */
import type { EnvFile } from "../env-file/env-file.ts";
import type { EnvReader } from "../env-file/env-reader.ts";
import { misspelt, nearlyNamed } from "../nearly-named.ts";
import { keyPrefix, prefixedNames, prefixes, securityNames, unprefixedNames } from "./setting-names.ts";

/**
 * Adds a mistake for each name that is nearly a setting's; its own tutorial has one (`DEV_API_KEY_ENABLE`). Since it
 * would be ignored there, fastgeoapi may be running open.
 * @param prefix that of the environment that is meant
 */
export function misspeltNames(file: EnvFile, reader: EnvReader, prefix: string): void {
  const known = new Set([...prefixedNames.map((name) => prefix + name), ...unprefixedNames]);
  for (const name of file.variables.keys()) {
    if (known.has(name) || name.startsWith(keyPrefix) || isOfOtherEnvironment(name, prefix)) continue;
    const meant = securityNames.includes(name) ? prefix + name : nearlyNamed(name, known);
    if (meant !== undefined) reader.mistake(name, misspelt("fastgeoapi", meant));
  }
}

function isOfOtherEnvironment(name: string, prefix: string): boolean {
  return Object.values(prefixes).some((other) => other !== prefix && name.startsWith(other));
}
