/** Synthesizes the stack in a process of its own, exactly as the CDK command does, and reads the result. */
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Settings } from "#core/settings/schema";
import type { CloudFormationTemplate } from "./gateway/template/cloudformation-template.ts";

/** A synthesized stack: its template, and the folder that holds the functions' assets. */
export interface SynthesizedStack {
  readonly template: CloudFormationTemplate;
  readonly assembly: string;
}

const projectRoot = fileURLToPath(new URL("../", import.meta.url));

/**
 * Synthesizes `settings` into a folder.
 * @throws Error with what the synthesis printed, when it refuses the settings
 */
export async function synthesizeStack(settings: Settings, folder: string): Promise<SynthesizedStack> {
  const settingsFile = join(folder, "settings.json");
  const assembly = join(folder, "cdk.out");
  await writeFile(settingsFile, JSON.stringify(settings));
  // The rules of CloudFormation are checked by `cdk synth` and the tests; here they would only make a start slower.
  const cdk = { CDK_OUTDIR: assembly, CDK_VALIDATION: "false" };
  // Whatever it writes lies in the folder, which is removed even when the synthesis is interrupted.
  const temporary = { TMPDIR: folder, TEMP: folder, TMP: folder };
  await runApp({ ...process.env, ...cdk, ...temporary, OGC_API_SETTINGS: settingsFile });
  const template = JSON.parse(await readFile(join(assembly, `${settings.name}.template.json`), "utf8"));
  return { template, assembly };
}

function runApp(environment: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const app = spawn(process.execPath, ["infra/app.ts"], {
      cwd: projectRoot,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let printed = "";
    app.stderr.on("data", (chunk) => {
      printed += chunk;
    });
    app.on("error", reject);
    app.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the stack cannot be synthesized:\n${printed.trim()}`));
    });
  });
}
