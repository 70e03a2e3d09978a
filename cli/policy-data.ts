/** `npm run policy-data -- <settings file>`: prints the shipped policy's data, for an OPA server of one's own. */
import { policyData } from "#core/authorize/access-rules";
import { readSettingsFile } from "#settings/read-settings-file";

const [file] = process.argv.slice(2);
const usage = "npm run --silent policy-data -- settings/local.json";
try {
  if (file === undefined) throw new Error(`name a settings file: ${usage}`);
  const { accessRules } = readSettingsFile(file, usage);
  process.stdout.write(`${JSON.stringify(policyData(accessRules), null, 2)}\n`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
