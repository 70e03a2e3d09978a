/** What a function on this machine is started from, and what becomes of its invocations. */

/** What a function is started from. */
export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  /** The handler's name, such as `index.handler`. */
  readonly handler: string;
  /** The folder of the function's code: `LAMBDA_TASK_ROOT`. */
  readonly taskRoot: string;
  /** The runtime client's command line, such as Node's and the path of node-runtime-client.ts. */
  readonly command: readonly string[];
  /** The function's variables; of this process's own, only those that processes need to run are passed on. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  readonly memoryMegabytes: number;
  /** How long the runtime may take until it first asks for an invocation; Lambda's own limit by default. */
  readonly initMilliseconds?: number;
  /** Is given each line of the function's standard output and standard error. */
  readonly onLog: (line: string) => void;
}

/** What became of an invocation. */
export type InvocationResult =
  /** The function's answer: JSON text. */
  { readonly kind: "answer"; readonly payload: string } | InvocationError | { readonly kind: "timed-out" };

/** The function threw, ended, or could not be started; `errorMessage` is exactly what was thrown. */
export interface InvocationError {
  readonly kind: "error";
  readonly errorType: string;
  readonly errorMessage: string;
}
