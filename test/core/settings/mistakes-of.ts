/** Reads settings for tests, and gives their mistakes. */
import assert from "node:assert/strict";
import { readSettings } from "#core/settings/read-settings";
import { SettingsError } from "#core/settings/settings-mistake";

/** The least that is valid. */
export const least = {
  version: 1,
  apiKeys: {},
  accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
};

/** The remedies of all mistakes by their setting; none for valid settings. */
export function mistakesOf(settings: unknown): Record<string, string> {
  try {
    readSettings(typeof settings === "string" ? settings : JSON.stringify(settings));
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return Object.fromEntries(error.mistakes.map(({ setting, remedy }) => [setting, remedy]));
  }
  return {};
}
