/** A Lambda function on this machine: its processes speak the Lambda Runtime API, one invocation at a time. */
import { type ExecutionEnvironment, startExecutionEnvironment } from "./execution-environment.ts";
import type { FunctionConfiguration, InvocationError, InvocationResult } from "./invocation.ts";

/** A function that can be invoked; `close` ends its process and whatever still waits in the queue. */
export interface LambdaFunction {
  invoke(event: unknown): Promise<InvocationResult>;
  close(): Promise<void>;
}

/** Lambda's limit for the event of a synchronous invocation (AWS guide "Lambda quotas"). */
const largestEventBytes = 6 * 1024 * 1024;

/**
 * A function with one execution environment, started at the first invocation. Invocations queue; after a crash, a
 * failed start or a time-out, the next one gets a fresh process (AWS guide "Understanding the Lambda execution
 * environment lifecycle"). A started process is kept until `close`, and ends with this process, too.
 */
export function lambdaFunction(configuration: FunctionConfiguration): LambdaFunction {
  let environment: ExecutionEnvironment | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function invokeNow(payload: string): Promise<InvocationResult> {
    if (closed) return closing;
    if (environment?.usable() === false) await discard();
    environment ??= await startExecutionEnvironment(configuration);
    if (closed) await discard();
    const result = environment === undefined ? closing : await environment.run(payload);
    if (environment?.usable() === false) await discard();
    return result;
  }

  async function discard(): Promise<void> {
    const discarded = environment;
    environment = undefined;
    await discarded?.kill();
  }

  return {
    invoke(event) {
      const payload = JSON.stringify(event) ?? "null";
      if (Buffer.byteLength(payload) > largestEventBytes) return Promise.resolve(eventTooLarge);
      const result = queue.then(() => invokeNow(payload));
      queue = result.catch(() => undefined);
      return result;
    },
    async close() {
      closed = true;
      await environment?.stop();
      await queue;
      await discard();
    },
  };
}

const closing: InvocationError = {
  kind: "error",
  errorType: "ServiceException",
  errorMessage: "The function is closed",
};

const eventTooLarge: InvocationError = {
  kind: "error",
  errorType: "RequestTooLargeException",
  errorMessage: `Request must be smaller than ${largestEventBytes} bytes for the InvokeFunction operation`,
};
