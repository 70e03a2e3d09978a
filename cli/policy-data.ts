/** `ogc-api-authorizer policy-data <settings file>`: prints the shipped policy's data, for an OPA server of one's own. */
import { Command } from "commander";
import { policyData } from "#core/authorize/access-rules";
import { settingsOf } from "./settings-of.ts";
import type { Terminal } from "./terminal.ts";

/** The command; it writes one JSON document. */
export function policyDataCommand(terminal: Terminal): Command {
  return new Command("policy-data")
    .description("Prints the access rules as policy data, for an OPA server of your own.")
    .argument("<settings>", "the settings file, such as settings/local.json")
    .action((file: string) => {
      const { accessRules } = settingsOf(file, "policy-data <settings>");
      terminal.write(`${JSON.stringify(policyData(accessRules), null, 2)}\n`);
    });
}
