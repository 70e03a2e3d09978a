/** Runs `import` on an `.env` file of one test, in a folder that is gone afterwards. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readSettings } from "#core/settings/read-settings";
import type { Settings } from "#core/settings/schema";
import { temporaryFolder } from "../../infra/temporary-folder.ts";
import { type Ran, ran } from "../ran.ts";

/** What an import did. */
export interface ImportRun extends Ran {
  readonly folder: string;
  /** The settings as a synthesis reads them. */
  settings(): Settings;
  settingsText(): string;
  /** The text of a secret's file. */
  secretText(name: string): string;
  /** Whether anything was written. */
  wrote(): boolean;
}

/** Runs `import <product>` on a file of these lines, with the options behind it. */
export async function importedEnv(
  product: "fastgeoapi" | "panoramax",
  lines: readonly string[],
  options: readonly string[] = [],
  folder: string = temporaryFolder(),
): Promise<ImportRun> {
  const file = path.join(folder, "server.env");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return importedFile(product, file, options, folder);
}

/** Runs it on a file that is there. */
export async function importedFile(
  product: string,
  file: string,
  options: readonly string[],
  folder: string,
): Promise<ImportRun> {
  const output = path.join(folder, "settings.json");
  const run = await ran(["import", product, file, "--output", output, ...options]);
  const settingsText = () => readFileSync(output, "utf8");
  return {
    ...run,
    folder,
    settings: () => readSettings(settingsText()),
    settingsText,
    secretText: (name) => readFileSync(path.join(folder, "settings.secrets", `${name}.json`), "utf8"),
    wrote: () => existsSync(output) || existsSync(path.join(folder, "settings.secrets")),
  };
}
