/** Runs the real CDK command against ministack, with the commands that README gives. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SettingsInput } from "#core/settings/schema";
import { projectRoot } from "#infra/project-root";
import { readmeCommand } from "./readme-commands.ts";
import type { Ministack } from "./start-ministack.ts";

/** The outputs of a stack, by their names. */
export type StackOutputs = Readonly<Record<string, string>>;

/** Prepares the account, as is done once. */
export async function bootstrap(cloud: Ministack): Promise<void> {
  const output = join(cloud.folder, "bootstrap");
  await runCdk(cloud, readmeCommand("bootstrap", { "build/bootstrap": output }));
}

/** Deploys the stack that `settings` describe, or its changes. */
export async function deploy(cloud: Ministack, settings: SettingsInput): Promise<StackOutputs> {
  const folder = await mkdtemp(join(cloud.folder, "deploy-"));
  const outputs = join(folder, "outputs.json");
  await runCdk(cloud, [
    ...readmeCommand("deploy", await settingsWord(settings, folder)),
    ...["--require-approval", "never"],
    ...["--output", join(folder, "cdk.out"), "--outputs-file", outputs],
  ]);
  const [stack] = Object.values(JSON.parse(await readFile(outputs, "utf8")) as Record<string, StackOutputs>);
  return stack ?? {};
}

/** Deletes the stack. */
export async function destroy(cloud: Ministack, settings: SettingsInput): Promise<void> {
  const folder = await mkdtemp(join(cloud.folder, "destroy-"));
  const words = readmeCommand("destroy", await settingsWord(settings, folder));
  await runCdk(cloud, [...words, "--force", "--output", join(folder, "cdk.out")]);
}

async function settingsWord(settings: SettingsInput, folder: string): Promise<Record<string, string>> {
  const file = join(folder, "settings.json");
  await writeFile(file, JSON.stringify(settings));
  return { "settings=my.json": `settings=${file}` };
}

/**
 * Runs `npx cdk …` in the project.
 * @throws Error with what the command printed when it fails
 */
export async function runCdk(cloud: Ministack, words: readonly string[]): Promise<string> {
  const command = ["--no-install", ...words];
  try {
    const { stdout, stderr } = await promisify(execFile)("npx", command, {
      cwd: projectRoot,
      env: cloud.environment,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`npx ${command.join(" ")} failed:\n${stdout}${stderr}\n${cloud.output()}`);
  }
}
