import assert from "node:assert/strict";
import { after, before, describe, type TestContext, test } from "node:test";
import type { InvocationResult } from "#local/lambda/invocation";
import { type LambdaFunction, lambdaFunction } from "#local/lambda/lambda-function";
import { requestEvent, stageArn } from "#test/core/gateway/event";
import { type AuthorizerAsset, authorizerAsset, runtimeClient } from "./authorizer-asset.ts";

const wells = "/collections/wells/items";
const lakes = "/collections/lakes/items";

let asset: AuthorizerAsset;
before(async () => {
  asset = await authorizerAsset();
});
after(() => asset?.close());

const lines: string[] = [];

/** The authorizer on AWS's runtime client, under the Runtime API of this repository. */
function authorizer(environment: Readonly<Record<string, string>> = asset.environment): LambdaFunction {
  return lambdaFunction({
    name: "authorizer",
    arn: asset.arn,
    handler: asset.handler,
    taskRoot: asset.taskRoot,
    command: runtimeClient(),
    environment,
    timeoutMilliseconds: 10_000,
    memoryMegabytes: 512,
    onLog: (line) => lines.push(line),
  });
}

function answerOf(result: InvocationResult) {
  assert.equal(result.kind, "answer", JSON.stringify(result));
  return JSON.parse(result.kind === "answer" ? result.payload : "");
}

function errorOf(result: InvocationResult): { errorType: string; errorMessage: string } {
  assert.ok(result.kind === "error", JSON.stringify(result));
  return result;
}

describe("the bundled authorizer on AWS's runtime client", () => {
  let called: LambdaFunction;
  before(() => {
    called = authorizer();
  });
  after(() => called?.close());

  test("allows nobody in particular to read what is open, for exactly that method", async () => {
    const { principalId, policyDocument, context } = answerOf(
      await called.invoke(requestEvent("GET", lakes)),
    );
    assert.deepEqual(policyDocument.Statement, [
      { Effect: "Allow", Action: "execute-api:Invoke", Resource: `${stageArn}/GET${lakes}` },
    ]);
    assert.equal(principalId, "anonymous");
    assert.deepEqual(context, { principalKind: "anonymous", ogcApiAuthorizer: "ric" });
  });

  test("allows a key, which it reads from Secrets Manager by the AWS SDK", async () => {
    const result = await called.invoke(requestEvent("GET", wells, { "x-api-key": asset.apiKey }));
    const { principalId, policyDocument } = answerOf(result);
    assert.deepEqual([principalId, policyDocument.Statement[0].Effect], ["partner", "Allow"]);
  });

  test("throws exactly Unauthorized without a key and for a wrong one", async () => {
    for (const headers of [{}, { "x-api-key": "wrong" }]) {
      const { errorType, errorMessage } = errorOf(await called.invoke(requestEvent("GET", wells, headers)));
      assert.deepEqual([errorType, errorMessage], ["Error", "Unauthorized"]);
    }
  });

  test("denies a path that is not canonical, and what a key may not do", async () => {
    const headers = { "x-api-key": asset.apiKey };
    for (const event of [
      requestEvent("GET", "/collections/wells%2Fitems"),
      requestEvent("DELETE", `${wells}/w-1`, headers),
    ]) {
      const [statement] = answerOf(await called.invoke(event)).policyDocument.Statement;
      assert.deepEqual([statement.Effect, statement.Resource], ["Deny", `${stageArn}/*`]);
    }
  });

  test("throws another error for an event that is none of an authorizer's", async () => {
    const { errorType, errorMessage } = errorOf(await called.invoke({ type: "TOKEN" }));
    assert.equal(errorType, "AuthorizerFault");
    assert.notEqual(errorMessage, "Unauthorized");
  });

  test("writes its decisions as lines of JSON that hold no key", () => {
    const outcomes = lines
      .filter((line) => line.includes('"message":"decision"'))
      .map((line) => JSON.parse(line));
    assert.ok(outcomes.some(({ outcome, reason }) => outcome === "allowed" && reason === "policy_allowed"));
    assert.ok(!lines.join("\n").includes(asset.apiKey));
  });
});

describe("the bundled authorizer that is configured wrongly, on AWS's runtime client,", () => {
  const once = async (context: TestContext, environment: Readonly<Record<string, string>>, headers = {}) => {
    const called = authorizer(environment);
    context.after(() => called.close());
    return errorOf(await called.invoke(requestEvent("GET", wells, headers)));
  };

  test("does not start where the variable with the secret's ARN is missing", async (context) => {
    const { API_KEY_SECRET_ARN: _, ...environment } = asset.environment;
    const { errorMessage } = await once(context, environment);
    assert.match(errorMessage, /API_KEY_SECRET_ARN is missing/);
  });

  test("throws another error than Unauthorized where there is no such secret", async (context) => {
    const environment = {
      ...asset.environment,
      API_KEY_SECRET_ARN: `${asset.environment.API_KEY_SECRET_ARN}-no`,
    };
    const { errorType, errorMessage } = await once(context, environment, { "x-api-key": asset.apiKey });
    assert.equal(errorType, "AuthorizerFault");
    assert.notEqual(errorMessage, "Unauthorized");
  });
});
