/** The CDK app, as `cdk.json` names it: reads the settings file and synthesizes the stack. */
import path from "node:path";
import { SettingsError } from "#core/settings/settings-mistake";
import { readSettingsFile } from "#settings/read-settings-file";
import { projectRoot } from "./project-root.ts";
import { settingsFile } from "./settings-file.ts";
import { SynthesisRefusal } from "./synthesis-refusal.ts";
import { ogcApiApp, synthesize } from "./synthesize.ts";

const app = ogcApiApp(process.env.CDK_OUTDIR ?? path.join(projectRoot, "cdk.out"), {
  checkTemplate: true,
});
let file = "settings";
try {
  file = settingsFile({
    context: app.node.tryGetContext("settings"),
    environment: process.env.OGC_API_SETTINGS,
    workingFolder: process.cwd(),
  });
  if (file.endsWith(path.join("settings", "example.json"))) {
    console.error(
      `${file}: taken for want of another; copy it to settings.json and make it yours before you deploy`,
    );
  }
  await synthesize(app, readSettingsFile(file, "-c settings=<file>"));
} catch (error) {
  // What the operator has to change is said without a stack, which would only bury it.
  if (!(error instanceof SettingsError || error instanceof SynthesisRefusal)) throw error;
  console.error(`${file}: ${error.message}`);
  process.exitCode = 1;
}
