/** Names by which what only the deployment knows is found: functions read variables, commands read the stack's outputs. */

/** Holds the ARN of the API key secret, where API keys are configured. */
export const apiKeySecretVariable = "API_KEY_SECRET_ARN";

/** Holds the name of the table with the records of managed keys, where those are configured. */
export const apiKeyTableVariable = "API_KEY_TABLE_NAME";

/** Outputs of the stack from which `ogc-api-authorizer keys` learns where keys are kept, and of which environment. */
export const apiKeyOutputs = {
  secretArn: "ApiKeySecretArn",
  tableName: "ApiKeyTableName",
  environment: "ApiKeyEnvironment",
} as const;
