/** The port to the functions: how the gateway has one invoked. */
import type { InvocationResult } from "#local/lambda/invocation";

/**
 * Invokes a function by its ARN, alias or version included. Rejects when there is no such function; whatever the
 * function itself does wrong is a result.
 */
export type FunctionInvoker = (functionArn: string, event: unknown) => Promise<InvocationResult>;
