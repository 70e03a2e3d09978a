/** The environment variables of a function's process. */
import { randomBytes } from "node:crypto";
import type { FunctionConfiguration } from "./invocation.ts";

/** Variables of this process without which other processes do not run; nothing else of it reaches a function. */
const inherited = ["PATH", "HOME", "TMPDIR", "LANG", "SYSTEMROOT"];

/**
 * The function's own variables and the reserved ones, which win, as the AWS guide "Working with Lambda environment
 * variables" lists them. Not set: `AWS_EXECUTION_ENV`, as for any runtime that is not Lambda's own, and
 * `LAMBDA_RUNTIME_DIR`, as there is no such folder. Credentials come with the configuration.
 * @param runtimeApi host and port of the Runtime API
 */
export function runtimeVariables(
  configuration: FunctionConfiguration,
  runtimeApi: string,
): Record<string, string> {
  const [, , , region = "", , , , qualifier = ""] = configuration.arn.split(":");
  const version = /^\d+$/.test(qualifier) ? qualifier : "$LATEST";
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  const variables: Record<string, string> = {};
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) variables[name] = value;
  }
  return {
    ...variables,
    ...configuration.environment,
    _HANDLER: configuration.handler,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_NAME: configuration.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${configuration.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[${version}]${randomBytes(16).toString("hex")}`,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: region,
    LAMBDA_TASK_ROOT: configuration.taskRoot,
    TZ: ":UTC",
  };
}
