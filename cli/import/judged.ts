/** Holds settings that an import has made against the rules of settings files, before anything is written. */
import { readSettings } from "#core/settings/read-settings";
import { SettingsError } from "#core/settings/settings-mistake";
import { eachOnce } from "./each-once.ts";
import type { Imported, ImportMistake, SecretArns } from "./imported.ts";

/** Which variable or flag a setting comes from, by the beginning of the setting's name; the first that fits. */
export type Origins = readonly (readonly [setting: string, variable: string])[];

/** ARNs as they may be, for secrets that are not made yet. */
const madeUpArns: Required<SecretArns> = {
  "api-keys": "arn:aws:secretsmanager:eu-central-1:000000000000:secret:api-keys-AbCdEf",
  "login-client": "arn:aws:secretsmanager:eu-central-1:000000000000:secret:login-client-AbCdEf",
};

/**
 * The mistakes that a synthesis would find in what is to be written, with ARNs of secrets and without, each under the
 * name that the operator knows.
 */
export function mistakesIn(imported: Imported, origins: Origins): ImportMistake[] {
  const found = [{}, madeUpArns].flatMap((arns) => mistakesOf(JSON.stringify(imported.settings(arns))));
  const named = found.map(({ setting, remedy }) => {
    const origin = origins.find(([beginning]) => setting.startsWith(beginning))?.[1];
    return { variable: origin ?? setting, remedy };
  });
  return eachOnce(named);
}

function mistakesOf(text: string) {
  try {
    readSettings(text);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
}
