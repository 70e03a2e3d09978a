/** The Runtime API as any runtime client meets it. */
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import type { InvocationResult } from "#local/lambda/invocation";
import { startRuntimeApi } from "#local/lambda/runtime-api";

const invocation = {
  requestId: "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
  payload: '{"path":"/"}',
  deadline: 1542409706888,
  functionArn: "arn:aws:lambda:us-east-2:123456789012:function:sample",
  traceId: "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0",
};

async function runtimeApi(context: TestContext) {
  const outcomes: InvocationResult[] = [];
  const initErrors: InvocationResult[] = [];
  const api = await startRuntimeApi({
    onReady: () => {},
    onLost: () => {},
    onInitError: (error) => initErrors.push(error),
    onOutcome: (result) => outcomes.push(result),
  });
  context.after(() => api.close());
  const call = (path: string, init?: RequestInit) =>
    fetch(`http://${api.address}/2018-06-01/runtime${path}`, init);
  const post = (path: string, body: string, headers = {}) => call(path, { method: "POST", body, headers });
  return { api, outcomes, initErrors, call, post };
}

describe("the Runtime API", () => {
  test("lets a runtime wait for its invocation and gives it with the documented headers", async (context) => {
    const { api, call } = await runtimeApi(context);
    const waiting = call("/invocation/next");
    api.deliver(invocation);
    const response = await waiting;
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("Lambda-Runtime-Aws-Request-Id"), invocation.requestId);
    assert.equal(response.headers.get("Lambda-Runtime-Deadline-Ms"), "1542409706888");
    assert.equal(response.headers.get("Lambda-Runtime-Invoked-Function-Arn"), invocation.functionArn);
    assert.equal(response.headers.get("Lambda-Runtime-Trace-Id"), invocation.traceId);
    assert.equal(response.headers.get("Content-Type"), "application/json");
    assert.equal(await response.text(), invocation.payload);
  });

  test("accepts one answer to an invocation with 202, and no second one", async (context) => {
    const { api, outcomes, call, post } = await runtimeApi(context);
    api.deliver(invocation);
    await call("/invocation/next");
    const path = `/invocation/${invocation.requestId}/response`;
    assert.equal((await post(path, '"first"')).status, 202);
    assert.equal((await post(path, '"second"')).status, 400);
    assert.deepEqual(outcomes, [{ kind: "answer", payload: '"first"' }]);
  });

  test("refuses an answer to another invocation", async (context) => {
    const { api, outcomes, call, post } = await runtimeApi(context);
    api.deliver(invocation);
    await call("/invocation/next");
    const response = await post("/invocation/8476a536-0000-0000-0000-2dfe598c3fcd/response", "1");
    assert.equal(response.status, 400);
    assert.equal(((await response.json()) as { errorType: string }).errorType, "InvalidRequestID");
    assert.deepEqual(outcomes, []);
  });

  test("gives no second invocation before the first one is answered", async (context) => {
    const { api, call } = await runtimeApi(context);
    api.deliver(invocation);
    await call("/invocation/next");
    assert.equal((await call("/invocation/next")).status, 403);
  });

  test("takes an error with its type and message from the body", async (context) => {
    const { api, outcomes, call, post } = await runtimeApi(context);
    api.deliver(invocation);
    await call("/invocation/next");
    const report = { errorMessage: "Unauthorized", errorType: "Exception", requestId: "", stackTrace: [] };
    const response = await post(`/invocation/${invocation.requestId}/error`, JSON.stringify(report));
    assert.equal(response.status, 202);
    assert.deepEqual(outcomes, [{ kind: "error", errorType: "Exception", errorMessage: "Unauthorized" }]);
  });

  test("takes an error's type from the header when the body is not JSON", async (context) => {
    const { initErrors, post } = await runtimeApi(context);
    const headers = { "Lambda-Runtime-Function-Error-Type": "Runtime.NoSuchHandler" };
    assert.equal((await post("/init/error", "?", headers)).status, 202);
    assert.deepEqual(initErrors, [{ kind: "error", errorType: "Runtime.NoSuchHandler", errorMessage: "" }]);
  });

  test("answers 413 to more than 6 MB", async (context) => {
    const { api, outcomes, call, post } = await runtimeApi(context);
    api.deliver(invocation);
    await call("/invocation/next");
    const response = await post(`/invocation/${invocation.requestId}/response`, "x".repeat(6_291_557));
    assert.equal(response.status, 413);
    assert.equal(outcomes[0]?.kind === "error" && outcomes[0].errorType, "Function.ResponseSizeTooLarge");
  });

  test("knows no other paths", async (context) => {
    const { call, post } = await runtimeApi(context);
    assert.equal((await call("/invocation/previous")).status, 404);
    assert.equal((await post("/invocation/next", "")).status, 404);
  });
});
