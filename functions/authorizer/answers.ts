/** The two errors by which an authorizer answers; API Gateway tells them apart by their message alone. */

/** API Gateway answers 401 for exactly this message. The stack is left out: reading one costs more than a decision. */
export function unauthorized(): Error {
  return withoutStack(new Error("Unauthorized"));
}

/** API Gateway answers 500 for any other message; what happened is in the log and not in here. */
export function authorizerFault(): Error {
  const error = new Error("The authorizer could not decide; its log has the reason.");
  error.name = "AuthorizerFault";
  return withoutStack(error);
}

function withoutStack(error: Error): Error {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
