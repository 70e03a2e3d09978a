/** API Gateway's own log line of a request: what became of it, also where the authorizer was never asked. */
import { AccessLogFormat, LogGroupLogDestination, type StageOptions } from "aws-cdk-lib/aws-apigateway";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { LogSettings } from "#core/settings/operation";

/**
 * The line's members (Amazon API Gateway developer guide, "Variables for access logging for API Gateway"). No path,
 * query, header, address or name of the caller: who asked for what is in the decision line of the same
 * `extendedRequestId`, and only there. API Gateway escapes nothing, so nothing is here that a client can word.
 */
const members = {
  requestTime: "$context.requestTime",
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  method: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  status: "$context.status",
  responseType: "$context.error.responseType",
  responseLength: "$context.responseLength",
  responseLatency: "$context.responseLatency",
  authorizerStatus: "$context.authorizer.status",
  authorizerLatency: "$context.authorizer.latency",
  authorizerError: "$context.authorizer.error",
  principalKind: "$context.authorizer.principalKind",
  scheme: "$context.authorizer.scheme",
  integrationStatus: "$context.integration.status",
  integrationLatency: "$context.integration.latency",
  wafStatus: "$context.waf.status",
};

/** The stage's options for an access log with a log group of its own, which outlives the stack; none unless asked for. */
export function accessLog(
  scope: Construct,
  id: string,
  { access, retentionDays }: LogSettings,
): Pick<StageOptions, "accessLogDestination" | "accessLogFormat"> {
  if (access === undefined) return {};
  const logGroup = new LogGroup(scope, id, {
    retention: retentionDays,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  return {
    accessLogDestination: new LogGroupLogDestination(logGroup),
    accessLogFormat: AccessLogFormat.custom(JSON.stringify(members)),
  };
}
