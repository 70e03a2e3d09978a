/** Reads the settings file that a command is given, as a synthesis reads it. */
import path from "node:path";
import type { Settings } from "#core/settings/schema";
import { SettingsError } from "#core/settings/settings-mistake";
import { readSettingsFile } from "#settings/read-settings-file";
import { CommandRefusal } from "./terminal.ts";

/**
 * The settings as a function is given them.
 * @param file relative to the working directory
 * @param namedBy how the command line names another one
 * @throws CommandRefusal that says what to change
 */
export function settingsOf(file: string, namedBy: string): Settings {
  try {
    const { $schema: _editorHint, ...effective } = readSettingsFile(path.resolve(file), namedBy);
    return JSON.parse(JSON.stringify(effective));
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandRefusal(`${file}: ${error.message}`);
    throw error;
  }
}
