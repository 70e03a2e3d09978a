/** What the tests of the remote engine share: how OPA answers, and how a fault must look. */
import assert from "node:assert/strict";
import { Fault, type FaultCode } from "#core/fault";
import type { Exchange } from "./misbehaving-server.ts";

/** Answers 200 with this body, after the fashion of OPA. */
export const says =
  (body: string | Buffer) =>
  ({ response }: Exchange): void => {
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  };

/** The fault that names the setting and repeats neither the question nor the answer. */
export function fault(code: FaultCode, message: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof Fault);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.match(error.message, /policy\.(url|timeoutMilliseconds|maximumAnswerBytes)/);
    assert.doesNotMatch(error.message, /canary/);
    return true;
  };
}
