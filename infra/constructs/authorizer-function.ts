/** The function that decides about every request. */
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { apiKeySecretVariable, apiKeyTableVariable } from "#core/settings/environment";
import type { Settings } from "#core/settings/schema";
import { clientSecrets } from "#core/settings/tokens/client-secrets";
import { type ApiKeyTable, keyTableStatements } from "./api-key-table.ts";
import { leastPrivilegeFunction } from "./least-privilege-function.ts";

/** What the authorizer function is made of. */
export interface AuthorizerFunctionProps {
  readonly settings: Pick<Settings, "decision" | "logs" | "policy" | "tokens">;
  /** Folder with the deployment package. */
  readonly asset: string;
  /**
   * The ARN of the secret with the API keys, which the function may read and nothing more.
   * @default - no API keys are recognised
   */
  readonly secretArn?: string;
  /**
   * The table with the records of managed keys.
   * @default - no managed keys are recognised
   */
  readonly keyTable?: ApiKeyTable;
}

/** Makes the function; its logs, the record of every decision, outlive the stack for as long as they are kept. */
export function authorizerFunction(
  scope: Construct,
  id: string,
  { settings, asset, secretArn, keyTable }: AuthorizerFunctionProps,
): IFunction {
  const environment = {
    ...(secretArn !== undefined && { [apiKeySecretVariable]: secretArn }),
    ...(keyTable !== undefined && { [apiKeyTableVariable]: keyTable.name }),
  };
  const authorizer = leastPrivilegeFunction(scope, id, {
    description: "Decides who may do what with the OGC API",
    asset,
    memoryMegabytes: settings.decision.memoryMegabytes,
    timeoutSeconds: settings.decision.functionTimeoutSeconds,
    logRetentionDays: settings.logs.retentionDays,
    keepLogs: true,
    vpc: settings.decision.vpc,
    ...(Object.keys(environment).length > 0 && { environment }),
  });
  const { policy } = settings;
  const tokenSecretArn = policy.engine === "remote" ? policy.tokenSecretArn : undefined;
  const ofClients = clientSecrets(settings.tokens).map(({ arn }) => arn);
  for (const arn of new Set([secretArn, tokenSecretArn, ...ofClients])) {
    if (arn === undefined) continue;
    authorizer.addToRolePolicy(
      new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [arn] }),
    );
  }
  for (const statement of keyTable === undefined ? [] : keyTableStatements(keyTable)) {
    authorizer.addToRolePolicy(statement);
  }
  return authorizer;
}
