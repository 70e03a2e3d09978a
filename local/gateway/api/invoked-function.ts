/** The Lambda function that an integration or an authorizer invokes. */
import type { ResourceProperties } from "../template/resource-properties.ts";

const invocation =
  /^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:/]+(?::[^:/]+)?)\/invocations$/;

/**
 * The function's ARN, with its alias or version, from the URI of its Invoke action.
 * Source: Amazon API Gateway developer guide, "x-amazon-apigateway-integration object", property uri.
 */
export function invokedFunction(properties: ResourceProperties, name: string): string {
  const uri = properties.text(name);
  const functionArn = invocation.exec(uri)?.[1];
  if (functionArn === undefined) throw properties.notReproduced(`${name} ${uri}`);
  return functionArn;
}
