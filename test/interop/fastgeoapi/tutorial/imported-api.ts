/** The real fastgeoapi behind us, by settings that the real command makes of a `.env` file. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "#infra/project-root";
import type { LocalApi } from "#local/local-api";
import { readSettingsFile } from "#settings/read-settings-file";
import { fastgeoapiBackend, startBehindGateway } from "../start-fastgeoapi.ts";
import type { EnvFolder } from "./env-file.ts";

/** How the command ended. */
export interface ImportRun {
  readonly code: number;
  /** All that it printed. */
  readonly said: string;
}

/** `npx ogc-api-authorizer import fastgeoapi <file> <options>`, as a process of its own. */
export function runImport({ file }: EnvFolder, options: readonly string[]): Promise<ImportRun> {
  const command = [
    join(projectRoot, "cli", "ogc-api-authorizer.js"),
    "import",
    "fastgeoapi",
    file,
    ...options,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), said: stdout + stderr });
    });
  });
}

/** A running API, and what the import said. */
export interface ImportedApi extends LocalApi {
  readonly said: string;
}

/**
 * Imports the file, and starts the API by what was written: the settings and, where there are keys, their secret.
 * @param options of the import, beside the output and the function's ARN
 * @throws Error with the command's own words where it refuses the file
 */
export async function startImported(env: EnvFolder, options: readonly string[] = []): Promise<ImportedApi> {
  const folder = await mkdtemp(join(tmpdir(), "interop-imported-"));
  try {
    const output = join(folder, "settings.json");
    const { functionArn } = fastgeoapiBackend;
    const { code, said } = await runImport(env, [
      ...["--output", output],
      ...["--function-arn", functionArn],
      ...options,
    ]);
    if (code !== 0) throw new Error(`the import ends with ${code}:\n${said}`);
    const settings = readSettingsFile(output, "--output");
    const api = await startBehindGateway({ settings });
    if (settings.apiKeys !== undefined) {
      api.setApiKeySecret(await readFile(join(folder, "settings.secrets", "api-keys.json"), "utf8"));
    }
    return { ...api, said };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
