/** `npm run policy-data -- <settings file>`: prints the shipped policy's data, for an OPA server of one's own. */
import { readFileSync } from "node:fs";
import { policyData } from "#core/authorize/access-rules";
import { readSettings } from "#core/settings/read-settings";

const [file] = process.argv.slice(2);
try {
  if (file === undefined)
    throw new Error("name a settings file: npm run --silent policy-data -- settings/local.json");
  process.stdout.write(
    `${JSON.stringify(policyData(readSettings(readFileSync(file, "utf8")).accessRules), null, 2)}\n`,
  );
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
