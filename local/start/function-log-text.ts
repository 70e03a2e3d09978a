/** A line that a function has written, as a person reads it on a terminal. */

/** A 401 or 500 is thrown, and what is thrown is logged by the runtime as well; the decision line says it better. */
const thrownAnswer = /^Invoke Error .*("errorMessage":"Unauthorized"|"errorType":"AuthorizerFault")/;

/** An error that a function has thrown, as its runtime logs it; the stack is the function's own business. */
const thrownError = /^Invoke Error \{"errorType":"([^"]*)","errorMessage":"((?:[^"\\]|\\.)*)"/;

/** The text to show; `undefined` for a line that says nothing new. */
export function functionLogText(functionName: string, line: string): string | undefined {
  if (thrownAnswer.test(line)) return undefined;
  const [, type, message] = thrownError.exec(line) ?? [];
  return `  ${functionName}: ${type === undefined ? line : `${type}: ${message}`}`;
}
