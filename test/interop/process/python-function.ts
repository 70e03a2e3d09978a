/** A Python handler as a Lambda function, under AWS's own runtime client. */
import type { OutsideFunction } from "#local/local-functions";

/** What tells one such function from another. */
export interface PythonFunction
  extends Pick<OutsideFunction, "handler" | "taskRoot" | "environment">,
    Partial<Pick<OutsideFunction, "timeoutMilliseconds">> {
  /** The Python of a virtual environment that has `awslambdaric`. */
  readonly python: string;
}

/** The function, whose time-out is API Gateway's own limit unless it says otherwise. */
export function pythonFunction({ python, ...like }: PythonFunction): OutsideFunction {
  return {
    timeoutMilliseconds: 29_000,
    ...like,
    command: [python, "-m", "awslambdaric", like.handler],
    // Imports take seconds, and many times that on a machine where much else runs.
    initMilliseconds: 90_000,
  };
}
