/** Runs the real CDK command against ministack, with the commands that README gives. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SettingsInput } from "#core/settings/schema";
import { projectRoot } from "#infra/project-root";
import { documentedCommand } from "./documented-commands.ts";
import type { Ministack } from "./start-ministack.ts";

/** The command in README's section "Deploy". */
const readmeCommand = (verb: "bootstrap" | "deploy" | "destroy", given: Readonly<Record<string, string>>) =>
  documentedCommand({ file: "README.md", heading: "Deploy", start: `npx cdk ${verb}` }, given);

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
  const words = readmeCommand("deploy", await settingsWord(settings, folder));
  return runDeployment(cloud, [...words, "--output", join(folder, "cdk.out")]);
}

/** Runs a command that deploys one stack, without its question whether it may. */
export async function runDeployment(cloud: Ministack, words: readonly string[]): Promise<StackOutputs> {
  const outputs = join(await mkdtemp(join(cloud.folder, "outputs-")), "outputs.json");
  await runCdk(cloud, [...words, "--require-approval", "never", "--outputs-file", outputs]);
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
 * Runs a command in the project, with nothing in its environment but what leads it to ministack.
 * @param words the command, which begins with `npx cdk`
 * @throws Error with what the command printed when it fails
 */
async function runCdk(cloud: Ministack, words: readonly string[]): Promise<string> {
  const [command = "", ...commandArguments] = words;
  try {
    const { stdout, stderr } = await promisify(execFile)(command, commandArguments, {
      cwd: projectRoot,
      env: cloud.environment,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${words.join(" ")} failed:\n${stdout}${stderr}\n${cloud.output()}`);
  }
}
