/** Where an import writes to, and whether it may. */
import { lstatSync, type Stats } from "node:fs";
import path from "node:path";
import { CommandRefusal } from "../../terminal.ts";
import type { ImportedSecret } from "../imported.ts";

/** The files of an import. */
export interface Targets {
  /** The settings file, as the operator named it. */
  readonly settings: string;
  /** The folder of secrets, beside it. */
  readonly secrets: string;
}

/** The files that belong to a settings file. */
export function targetsOf(settings: string): Targets {
  if (!settings.endsWith(".json")) {
    throw new CommandRefusal("--output must name a file that ends in .json, such as settings.json");
  }
  return { settings, secrets: `${settings.slice(0, -".json".length)}.secrets` };
}

/** The file of a secret. */
export const secretFile = (targets: Targets, { name }: Pick<ImportedSecret, "name">): string =>
  path.join(targets.secrets, `${name}.json`);

/**
 * Makes sure before anything is written that everything can be.
 * @param secrets those that become files
 * @throws CommandRefusal that says what is in the way
 */
export function checkTargets(targets: Targets, secrets: readonly ImportedSecret[], force: boolean): void {
  const folder = found(path.dirname(targets.settings));
  if (!folder?.isDirectory() && !folder?.isSymbolicLink()) {
    throw new CommandRefusal(
      `there is no folder ${path.dirname(targets.settings)}: make it, or name another by --output`,
    );
  }
  for (const file of [targets.settings, ...secrets.map((secret) => secretFile(targets, secret))]) {
    const there = found(file);
    if (there === undefined) continue;
    if (there.isDirectory()) throw new CommandRefusal(`${file} is a folder: name another file by --output`);
    if (!force) {
      throw new CommandRefusal(
        `${file} is there already: name another file by --output, or replace it by --force`,
      );
    }
  }
  const secretsFolder = secrets.length === 0 ? undefined : found(targets.secrets);
  if (secretsFolder !== undefined && !secretsFolder.isDirectory()) {
    throw new CommandRefusal(
      `${targets.secrets} is no folder of its own: remove it, or name another file by --output`,
    );
  }
}

/** What is there, be it a link that leads nowhere. */
function found(file: string): Stats | undefined {
  return lstatSync(file, { throwIfNoEntry: false });
}
