/** Names of the `$context` variables that may be used in templates, mappings and identity sources. */

/**
 * The variables that have a value here or are known to have none for an API without IAM, Cognito and client
 * certificates (Amazon API Gateway developer guide, "Variables for data transformations for API Gateway").
 */
const variables = new Set([
  "accountId",
  "apiId",
  "authorizer.principalId",
  "deploymentId",
  "domainName",
  "domainPrefix",
  "error.message",
  "error.messageString",
  "error.responseType",
  "error.validationErrorString",
  "extendedRequestId",
  "httpMethod",
  "identity.accessKey",
  "identity.accountId",
  "identity.caller",
  "identity.cognitoAuthenticationProvider",
  "identity.cognitoAuthenticationType",
  "identity.cognitoIdentityId",
  "identity.cognitoIdentityPoolId",
  "identity.principalOrgId",
  "identity.sourceIp",
  "identity.user",
  "identity.userAgent",
  "identity.userArn",
  "path",
  "protocol",
  "requestId",
  "requestTime",
  "requestTimeEpoch",
  "resourceId",
  "resourcePath",
  "stage",
]);

/** Whether a name, without `$context.`, is one of them or a key of the authorizer's context. */
export function isContextVariable(name: string): boolean {
  return variables.has(name) || /^authorizer\.[A-Za-z0-9_]+$/.test(name);
}
