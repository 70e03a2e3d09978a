/** What a function's error is to the Runtime API. */

/** The body of an error report (AWS guide "Using the Lambda runtime API for custom runtimes"). */
export interface ErrorReport {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace: readonly string[];
}

/** Failures that the runtime itself finds; the names are those of AWS's Node.js runtime. */
type RuntimeFailureKind =
  | "CallbackHandlerDeprecated"
  | "HandlerNotFound"
  | "ImportModuleError"
  | "JSONStringifyError"
  | "MalformedHandlerName"
  | "UnhandledPromiseRejection"
  | "UserCodeSyntaxError";

/** An error that is reported as `Runtime.<kind>`. */
export class RuntimeFailure extends Error {
  constructor(kind: RuntimeFailureKind, message: string) {
    super(message);
    this.name = `Runtime.${kind}`;
  }
}

/**
 * Reports whatever was thrown: the type is the error's name and the message is exact, because API Gateway tells a
 * refusal from a fault by the very text `Unauthorized`.
 */
export function errorReport(thrown: unknown): ErrorReport {
  if (!(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: String(thrown), stackTrace: [] };
  }
  const stackTrace = typeof thrown.stack === "string" ? thrown.stack.split("\n") : [];
  return { errorType: thrown.name, errorMessage: thrown.message, stackTrace };
}
