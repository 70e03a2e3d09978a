/** Finds the settings file of a synthesis. */
import { existsSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./project-root.ts";
import { SynthesisRefusal } from "./synthesis-refusal.ts";

/** Where a settings file may be named. */
export interface SettingsFileSources {
  /** CDK's context value `settings`: `cdk synth -c settings=my.json`. */
  readonly context: unknown;
  /** The environment variable `OGC_API_SETTINGS`. */
  readonly environment: string | undefined;
  /** The folder that relative names start from. */
  readonly workingFolder: string;
}

/**
 * The settings file's absolute path: the one named by the context, else by the environment, else `settings.json` in
 * the project's root if there is one, else the example.
 */
export function settingsFile({ context, environment, workingFolder }: SettingsFileSources): string {
  const named = context ?? (environment === "" ? undefined : environment);
  if (named !== undefined) {
    if (typeof named !== "string" || named === "") {
      throw new SynthesisRefusal("the context value settings must be the name of a settings file");
    }
    return path.resolve(workingFolder, named);
  }
  const own = path.join(projectRoot, "settings.json");
  return existsSync(own) ? own : path.join(projectRoot, "settings", "example.json");
}
