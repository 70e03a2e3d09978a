/** Reads a settings file, and holds it against the OpenAPI document that it names. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readSettings } from "#core/settings/read-settings";
import type { Settings } from "#core/settings/schema";
import { SettingsError } from "#core/settings/settings-mistake";
import { readOpenApiFile } from "./read-open-api-file.ts";

/**
 * Reads a settings file; what it names is relative to its folder, and is named from the root then where it is read
 * later.
 * @param namedBy how another file is named, such as `--settings <file>`: for who has to change it
 * @throws SettingsError with all mistakes, also when there is no such file
 */
export function readSettingsFile(file: string, namedBy: string): Settings {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    const remedy = `${file} cannot be read: name a settings file that is there, by ${namedBy}`;
    throw new SettingsError([{ setting: "(file)", remedy }]);
  }
  const folder = dirname(resolve(file));
  return withFilesIn(
    folder,
    readSettings(text, (name) => readOpenApiFile(name, folder)),
  );
}

/** Key sets are read at synth, which may know these settings by another file, as `npm start` does. */
function withFilesIn(folder: string, settings: Settings): Settings {
  const { tokens } = settings;
  if (tokens === undefined) return settings;
  const issuers = tokens.issuers.map((issuer) => {
    const { staticKeys } = issuer;
    if (typeof staticKeys !== "object") return issuer;
    return { ...issuer, staticKeys: { file: resolve(folder, staticKeys.file) } };
  });
  return { ...settings, tokens: { ...tokens, issuers } };
}
