/** What a function gets and what becomes of its answers and errors. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { nodeFunction } from "./function-folder.ts";

describe("a function", () => {
  test("is called with the event and answers JSON", async (context) => {
    const echo = await nodeFunction(context, "exports.handler = async (event) => ({ got: event });");
    const result = await echo.invoke({ path: "/collections", text: "Grüße" });
    assert.deepEqual(result, { kind: "answer", payload: '{"got":{"path":"/collections","text":"Grüße"}}' });
  });

  test("that returns nothing answers null", async (context) => {
    const silent = await nodeFunction(context, "exports.handler = async () => {};");
    assert.deepEqual(await silent.invoke({}), { kind: "answer", payload: "null" });
  });

  test("may return its answer without a promise", async (context) => {
    const plain = await nodeFunction(context, "exports.handler = () => 42;");
    assert.deepEqual(await plain.invoke({}), { kind: "answer", payload: "42" });
  });

  test("learns from its context who it is and how much time is left", async (context) => {
    const asking = await nodeFunction(
      context,
      "exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });",
      { arn: "arn:aws:lambda:eu-central-1:123456789012:function:sample:7" },
    );
    const result = await asking.invoke({});
    assert.equal(result.kind, "answer");
    const told = JSON.parse(result.kind === "answer" ? result.payload : "");
    assert.match(told.awsRequestId, /^[0-9a-f-]{36}$/);
    assert.match(told.logStreamName, /^\d{4}\/\d\d\/\d\d\/\[7\][0-9a-f]{32}$/);
    assert.ok(told.left > 10_000 && told.left <= 20_000);
    assert.equal(told.functionName, "sample");
    assert.equal(told.functionVersion, "7");
    assert.equal(told.invokedFunctionArn, "arn:aws:lambda:eu-central-1:123456789012:function:sample:7");
    assert.equal(told.memoryLimitInMB, "256");
    assert.equal(told.logGroupName, "/aws/lambda/sample");
  });

  test("keeps its process between invocations, and each gets a request id of its own", async (context) => {
    const counter = await nodeFunction(
      context,
      "let calls = 0; exports.handler = async (event, context) => [++calls, process.pid, context.awsRequestId];",
    );
    const results = [await counter.invoke({}), await counter.invoke({})];
    const [first, second] = results.map((result) =>
      JSON.parse(result.kind === "answer" ? result.payload : "null"),
    );
    assert.deepEqual([first[0], second[0]], [1, 2]);
    assert.equal(first[1], second[1]);
    assert.notEqual(first[2], second[2]);
  });

  test("that throws Unauthorized is reported with exactly that text, and lives on", async (context) => {
    const refusing = await nodeFunction(
      context,
      'exports.handler = async (event) => { if (event.refuse) throw new Error("Unauthorized"); return process.uptime() > 0; };',
    );
    const refused = await refusing.invoke({ refuse: true });
    assert.deepEqual(refused, { kind: "error", errorType: "Error", errorMessage: "Unauthorized" });
    assert.deepEqual(await refusing.invoke({}), { kind: "answer", payload: "true" });
  });

  test("that throws an error of its own class is reported by the error's name", async (context) => {
    const code =
      'class Bad extends Error { name = "Bad\\u2028Name"; }; exports.handler = async () => { throw new Bad("é\\n"); };';
    const failing = await nodeFunction(context, code);
    const expected = { kind: "error", errorType: "Bad\u2028Name", errorMessage: "é\n" };
    assert.deepEqual(await failing.invoke({}), expected);
  });

  test("that throws what is no error is reported by the type of the value", async (context) => {
    const failing = await nodeFunction(context, 'exports.handler = async () => { throw "Unauthorized"; };');
    const expected = { kind: "error", errorType: "string", errorMessage: "Unauthorized" };
    assert.deepEqual(await failing.invoke({}), expected);
  });

  test("whose answer cannot be JSON is an error", async (context) => {
    const failing = await nodeFunction(context, "exports.handler = async () => 1n;");
    const result = await failing.invoke({});
    assert.equal(result.kind === "error" && result.errorType, "Runtime.JSONStringifyError");
  });

  test("is invoked one event at a time, in the order of the calls", async (context) => {
    const code = `
      let running = 0;
      exports.handler = async (event) => {
        running += 1;
        await new Promise((resolve) => setTimeout(resolve, 30));
        const together = running;
        running -= 1;
        return [event, together];
      };`;
    const slow = await nodeFunction(context, code);
    const order: number[] = [];
    const results = await Promise.all(
      [1, 2, 3].map((event) => slow.invoke(event).finally(() => order.push(event))),
    );
    assert.deepEqual(results, [
      { kind: "answer", payload: "[1,1]" },
      { kind: "answer", payload: "[2,1]" },
      { kind: "answer", payload: "[3,1]" },
    ]);
    assert.deepEqual(order, [1, 2, 3]);
  });
});

describe("the size limits", () => {
  test("an answer of more than 6 MB is an error, and the function lives on", async (context) => {
    const large = await nodeFunction(
      context,
      "let calls = 0; exports.handler = async (length) => length > 0 ? 'x'.repeat(length) : (calls += 1);",
    );
    assert.deepEqual(await large.invoke(0), { kind: "answer", payload: "1" });
    assert.deepEqual(await large.invoke(6 * 1024 * 1024 + 99), {
      kind: "error",
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    });
    assert.deepEqual(await large.invoke(0), { kind: "answer", payload: "2" });
  });

  test("an answer of 6 MB passes", async (context) => {
    const large = await nodeFunction(context, "exports.handler = async (length) => 'x'.repeat(length);");
    const result = await large.invoke(6 * 1024 * 1024 + 98);
    assert.equal(result.kind === "answer" && result.payload.length, 6 * 1024 * 1024 + 100);
  });

  test("an event of more than 6 MB never reaches the function", async (context) => {
    const never = await nodeFunction(context, "exports.handler = async () => 1;");
    const result = await never.invoke("x".repeat(6 * 1024 * 1024));
    assert.equal(result.kind === "error" && result.errorType, "RequestTooLargeException");
  });
});
