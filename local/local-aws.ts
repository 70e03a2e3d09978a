/** AWS on this machine, as far as a stack's functions and its operators ask it: one endpoint, made from the template. */
import type { Settings } from "#core/settings/schema";
import { type AwsEndpoint, startAwsEndpoint } from "./aws/aws-endpoint.ts";
import { cloudFormation } from "./aws/cloudformation/cloudformation.ts";
import type { AwsService } from "./aws/service.ts";
import type { CloudFormationTemplate, PseudoParameters } from "./gateway/template/cloudformation-template.ts";
import { templateOutputs } from "./gateway/template/outputs.ts";
import { templateTables } from "./gateway/template/tables.ts";
import { templateSecrets } from "./gateway/template.ts";
import { type LocalSecrets, localSecrets, type SecretContents } from "./local-secrets.ts";
import { localTables } from "./local-tables.ts";

/** A running endpoint with the secrets that it holds. */
export interface LocalAws extends AwsEndpoint, Omit<LocalSecrets, "manager"> {}

/** What the services are made from. */
export interface LocalAwsSource {
  readonly template: CloudFormationTemplate;
  readonly pseudoParameters: PseudoParameters;
  readonly settings: Settings;
  readonly contents: SecretContents;
  /** Gets an error of a stand-in, of which the client is told nothing. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * Starts the endpoint with the secrets, tables and outputs of a stack.
 * @throws Error as `localSecrets` does, and for a table that DynamoDB refuses; TemplateError for what is not reproduced
 */
export async function startLocalAws(source: LocalAwsSource): Promise<LocalAws> {
  const { template, pseudoParameters, settings, contents, onFault } = source;
  const { manager, ...secrets } = localSecrets(
    templateSecrets(template, pseudoParameters),
    settings,
    contents,
  );
  const tables = localTables(templateTables(template, pseudoParameters), settings);
  const services: Record<string, AwsService> = {
    secretsmanager: manager,
    cloudformation: cloudFormation({
      name: pseudoParameters.StackName,
      region: pseudoParameters.Region,
      accountId: pseudoParameters.AccountId,
      outputs: () => templateOutputs(template, pseudoParameters),
    }),
  };
  if (tables.length > 0) {
    // 0.15 s to load: only where there is a table.
    const { startDynamoDb } = await import("./aws/dynamodb/dynamodb.ts");
    services.dynamodb = await startDynamoDb(tables);
  }
  return { ...(await startAwsEndpoint(services, onFault)), ...secrets };
}
