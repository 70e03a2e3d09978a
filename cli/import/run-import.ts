/** Runs an import: reads the file, and writes settings and secrets, or nothing. */
import { CommandRefusal, type Terminal } from "../terminal.ts";
import { type EnvFile, envFile } from "./env-file/env-file.ts";
import { fileBytes } from "./env-file/file-bytes.ts";
import type { Imported, ImportedSecret, ImportMistake, SecretArns } from "./imported.ts";
import { differencesText, mistakesText } from "./imported-report.ts";
import { nextStepsText } from "./next-steps.ts";
import { writePrivately } from "./writing/private-files.ts";
import { checkTargets, secretFile, type Targets, targetsOf } from "./writing/targets.ts";

/** Where to, for every kind of settings that are read. */
export interface OutputOptions {
  readonly output: string;
  readonly force?: boolean;
  readonly secretsManager?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Makes ours of somebody's settings, or says what is wrong with them. */
export type Import = (file: EnvFile) => Imported | readonly ImportMistake[];

/**
 * Writes the settings and the secrets; what differs goes to standard error, what was written to standard output.
 * @param product whose settings they are
 * @throws CommandRefusal with every mistake; nothing is written then
 */
export async function runImport(
  product: string,
  file: string,
  read: Import,
  options: OutputOptions,
  terminal: Terminal,
): Promise<void> {
  if (options.secretsManager === undefined && (options.region ?? options.profile) !== undefined) {
    throw new CommandRefusal(
      "--region and --profile are for --secrets-manager <prefix>: add it, or leave them out and secrets go into files",
    );
  }
  const env = envFile(fileBytes(file));
  // Of a file that cannot be read at all there is nothing else to say.
  const imported = env.variables.size === 0 && env.mistakes.length > 0 ? env.mistakes : read(env);
  if (isMistaken(imported)) throw new CommandRefusal(mistakesText(file, imported));
  const { output, secretsManager, force = false } = options;
  const targets = targetsOf(output);
  const inFiles = secretsManager === undefined ? imported.secrets : [];
  checkTargets(targets, inFiles, force);

  const arns = secretsManager === undefined ? {} : await put(imported, secretsManager, options);
  try {
    write(imported, targets, inFiles, arns);
  } catch (error) {
    const made = Object.values(arns);
    if (!(error instanceof CommandRefusal) || made.length === 0) throw error;
    throw new CommandRefusal(`${error.message}; made before, and still there: ${made.join(", ")}`);
  }
  terminal.warn(differencesText(product, imported.differences));
  terminal.write(nextStepsText(targets, imported, arns, force));
}

function write(
  imported: Imported,
  targets: Targets,
  inFiles: readonly ImportedSecret[],
  arns: SecretArns,
): void {
  const ignored = { file: `${targets.secrets}/.gitignore`, text: "*\n", mode: 0o600 };
  writePrivately(
    [
      ...inFiles.map((secret) => ({ file: secretFile(targets, secret), text: secret.text, mode: 0o600 })),
      ...(inFiles.length > 0 ? [ignored] : []),
      { file: targets.settings, text: `${JSON.stringify(imported.settings(arns), null, 2)}\n`, mode: 0o644 },
    ],
    inFiles.length > 0 ? targets.secrets : undefined,
  );
}

function isMistaken(imported: Imported | readonly ImportMistake[]): imported is readonly ImportMistake[] {
  return Array.isArray(imported);
}

async function put(
  { secrets }: Imported,
  prefix: string,
  { force = false, region, profile }: OutputOptions,
): Promise<SecretArns> {
  if (secrets.length === 0) return {};
  const { putIntoSecretsManager } = await import("./writing/secrets-manager.ts");
  return putIntoSecretsManager(secrets, { prefix, force, region, profile });
}
