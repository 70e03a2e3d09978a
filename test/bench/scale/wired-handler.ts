/** The authorizer's handler from its sources: every size runs the same code, so that none is compiled better than another. */
import { decisionLog } from "#adapters/decision-log";
import { authorizer } from "../../../functions/authorizer/authorizer.ts";
import { readConfiguration } from "../../../functions/authorizer/configuration.ts";
import { answerParts, type CredentialPorts } from "../../../functions/authorizer/wiring.ts";
import type { DeployedFunction, Handler } from "../subject/deployed-function.ts";

/**
 * Wires the authorizer over the files of a deployment package.
 * @param ports stand in for what the settings name
 */
export function wiredHandler(
  { folder, environment }: DeployedFunction,
  ports: CredentialPorts = {},
): Handler {
  const configuration = readConfiguration(folder, environment);
  return authorizer({ ...answerParts(configuration, ports), log: decisionLog() });
}
