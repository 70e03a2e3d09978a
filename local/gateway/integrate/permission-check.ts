/** Whether a function's resource-based policy lets the API invoke it. */
import type { RestApi } from "../api/rest-api.ts";
import { arnMatches } from "../authorize/arn-pattern.ts";

/** The source ARN of an authorizer's invocation (developer guide, "Permissions for Lambda authorizers"). */
export function authorizerSource(api: RestApi, authorizerId: string): string {
  return `${apiArn(api)}/authorizers/${authorizerId}`;
}

/**
 * The source ARN of a method's invocation: `<api>/<stage>/<METHOD>/<resource path>`, with the method of the request
 * and the path as the resource declares it.
 * Source: Amazon API Gateway developer guide, "API Gateway Amazon Resource Name (ARN) reference".
 */
export function methodSource(api: RestApi, method: string, resourcePath: string): string {
  return `${apiArn(api)}/${api.stage.name}/${method}${resourcePath}`;
}

/**
 * Whether a permission of the template covers the invocation: API Gateway as principal, the action, the very function
 * or alias, and source ARN and account where the permission names them (AWS Lambda developer guide, "Granting
 * function access to AWS services"). Without one AWS answers 500.
 */
export function mayInvoke(api: RestApi, functionArn: string, sourceArn: string): boolean {
  return api.permissions.some(
    (permission) =>
      permission.functionArn === functionArn &&
      permission.principal === "apigateway.amazonaws.com" &&
      ["lambda:InvokeFunction", "lambda:*", "*"].includes(permission.action) &&
      (permission.sourceArn === undefined || arnMatches(permission.sourceArn, sourceArn)) &&
      (permission.sourceAccount === undefined || permission.sourceAccount === api.pseudo.AccountId),
  );
}

function apiArn(api: RestApi): string {
  const { Partition, Region, AccountId } = api.pseudo;
  return `arn:${Partition}:execute-api:${Region}:${AccountId}:${api.apiId}`;
}
