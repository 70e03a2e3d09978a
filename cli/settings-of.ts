/** Reads the settings file that a command is given, as a synthesis reads it. */
import path from "node:path";
import type { Settings } from "#core/settings/schema";
import { SettingsError } from "#core/settings/settings-mistake";
import { readSettingsFile } from "#infra/settings-file";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { CommandRefusal } from "./terminal.ts";

/**
 * The settings as a function is given them.
 * @param file relative to the working directory
 * @throws CommandRefusal that says what to change
 */
export function settingsOf(file: string): Settings {
  try {
    const { $schema: _editorHint, ...effective } = readSettingsFile(path.resolve(file));
    return JSON.parse(JSON.stringify(effective));
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandRefusal(`${file}: ${error.message}`);
    if (!(error instanceof SynthesisRefusal)) throw error;
    throw new CommandRefusal(`the settings file ${file} cannot be used: name one that is there`);
  }
}
