/** Mistakes in a settings file, told all at once. */

/** One mistake in a settings file: which setting, and what it must be. */
export interface SettingsMistake {
  readonly setting: string;
  readonly remedy: string;
}

/** The settings file cannot be used; the message lists every mistake, a line each, and shows no values. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly mistakes: readonly SettingsMistake[];

  constructor(mistakes: readonly SettingsMistake[]) {
    super(
      [
        `the settings have ${mistakes.length} mistake${mistakes.length === 1 ? "" : "s"}:`,
        ...mistakes.map(({ setting, remedy }) => `  ${setting}: ${remedy}`),
      ].join("\n"),
    );
    this.mistakes = mistakes;
  }
}
