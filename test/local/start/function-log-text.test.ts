/** What of a function's log is shown on the terminal. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { functionLogText } from "#local/start/function-log-text";

const thrown = (errorType: string, errorMessage: string) =>
  `Invoke Error ${JSON.stringify({ errorType, errorMessage, stackTrace: ["Error", "    at x (y.ts:1:1)"] })}`;

test("a line is shown with the function's name", () => {
  assert.equal(functionLogText("Backend", "started"), "  Backend: started");
});

test("a thrown error is shown by its message, without the stack", () => {
  assert.equal(
    functionLogText("backend", thrown("Error", "the backend cannot be reached")),
    "  backend: Error: the backend cannot be reached",
  );
});

test("the errors by which the authorizer answers are left to its decision line", () => {
  assert.equal(functionLogText("Authorizer", thrown("Error", "Unauthorized")), undefined);
  assert.equal(functionLogText("Authorizer", thrown("AuthorizerFault", "It could not decide.")), undefined);
});
