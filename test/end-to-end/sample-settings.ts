/** The settings of `npm start`, with changes. */
import { readFileSync } from "node:fs";
import type { SettingsInput } from "#core/settings/schema";

/** settings/local.json, whose remarks only a reader of files takes for remarks, with members replaced. */
export function sampleSettings(changes: Partial<SettingsInput> = {}): SettingsInput {
  const text = readFileSync(new URL("../../settings/local.json", import.meta.url), "utf8");
  const settings = JSON.parse(text, (name, value) => (name.startsWith("//") ? undefined : value));
  return { ...settings, ...changes };
}
