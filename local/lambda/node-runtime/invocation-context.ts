/** The second argument of a handler. */
import type { ReceivedInvocation } from "./runtime-api-connection.ts";

/** What a handler may know of its invocation. */
export interface InvocationContext {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
  readonly functionName: string;
  readonly functionVersion: string;
  /** Megabytes, as text. */
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Milliseconds until the function times out. */
  getRemainingTimeInMillis(): number;
}

/** The context as the AWS guide "Using the Lambda context object to retrieve Node.js function information" has it. */
export function invocationContext(invocation: ReceivedInvocation): InvocationContext {
  const { env } = process;
  const deadline = Number(invocation.headers["lambda-runtime-deadline-ms"]);
  return {
    awsRequestId: invocation.requestId,
    invokedFunctionArn: invocation.headers["lambda-runtime-invoked-function-arn"] ?? "",
    functionName: env.AWS_LAMBDA_FUNCTION_NAME ?? "",
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION ?? "",
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? "",
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME ?? "",
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME ?? "",
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}
