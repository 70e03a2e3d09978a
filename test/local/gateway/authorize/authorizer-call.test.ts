/** What becomes of a request by its authorizer's answer, fresh or from the cache, and when it is not even asked. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Authorization, authorize } from "#local/gateway/authorize/authorizer-call";
import { resultCache } from "#local/gateway/authorize/result-cache";
import type { FunctionInvoker } from "#local/gateway/integrate/function-invoker";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { type Sent, sampleRequest } from "../sample-request.ts";
import { sampleTemplate, withoutResource, withProperties } from "../sample-template.ts";

type Answer = Awaited<ReturnType<FunctionInvoker>>;

const policy = (effect: string, resource: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: effect, Action: "execute-api:Invoke", Resource: resource }],
});

/** The authorizer of the usual samples: it answers for the method ARN that it was asked about. */
function answering(effect: string): (event: { readonly methodArn: string }) => Answer {
  return ({ methodArn }) => ({
    kind: "answer",
    payload: JSON.stringify({
      principalId: "user",
      policyDocument: policy(effect, methodArn),
      context: { scope: "a b", count: 1 },
    }),
  });
}

/** An authorizer function that counts how often it was asked, and a cache whose clock stands until it is set. */
function gateway(answer: (event: { readonly methodArn: string }) => Answer | Promise<Answer>) {
  const asked: string[] = [];
  let now = 0;
  const cache = resultCache(() => now);
  return {
    asked,
    setTime: (milliseconds: number) => {
      now = milliseconds;
    },
    async authorize(sent: Sent, template: CloudFormationTemplate = sampleTemplate): Promise<Authorization> {
      const request = sampleRequest(sent, template);
      const { authorizer } = request.route.method;
      assert(authorizer !== undefined);
      const invoke: FunctionInvoker = async (functionArn, event) => {
        asked.push(functionArn);
        return answer(event as { readonly methodArn: string });
      };
      return authorize(authorizer, request, { invoke, cache, clock: () => 0 });
    },
  };
}

function errorOf(authorization: Authorization) {
  assert(authorization.kind === "refused");
  return authorization.error;
}

describe("an authorizer's answer", () => {
  test("a policy that allows lets the request through, with principal and context as texts", async () => {
    const authorization = await gateway(answering("Allow")).authorize({});
    assert(authorization.kind === "allowed");
    assert.equal(authorization.authorizer.principalId, "user");
    assert.deepEqual(Object.fromEntries(authorization.authorizer.context), { scope: "a b", count: "1" });
  });

  test("an explicit deny is ACCESS_DENIED, and says so", async () => {
    const error = errorOf(await gateway(answering("Deny")).authorize({}));
    assert.equal(error.type, "ACCESS_DENIED");
    assert.equal(error.message, "User is not authorized to access this resource with an explicit deny");
  });

  test("the context of a refusing answer is there for the gateway response", async () => {
    const { authorizerContext } = errorOf(await gateway(answering("Deny")).authorize({}));
    assert.deepEqual(Object.fromEntries(authorizerContext ?? []), {
      scope: "a b",
      count: "1",
      principalId: "user",
    });
  });

  test("a policy that does not match is ACCESS_DENIED too, in other words", async () => {
    const other = "arn:aws:execute-api:eu-central-1:123456789012:other/*";
    const payload = JSON.stringify({ principalId: "user", policyDocument: policy("Allow", other) });
    const error = errorOf(await gateway(() => ({ kind: "answer", payload })).authorize({}));
    assert.equal(error.type, "ACCESS_DENIED");
    assert.equal(error.message, "User is not authorized to access this resource");
  });

  test("the error text must be exactly Unauthorized to be a 401", async () => {
    const failing = (errorMessage: string) =>
      gateway(() => ({ kind: "error", errorType: "Error", errorMessage }));
    assert.equal(errorOf(await failing("Unauthorized").authorize({})).type, "UNAUTHORIZED");
    for (const text of ["unauthorized", "Unauthorized.", "Unauthorized: expired", "", " Unauthorized"]) {
      assert.equal(errorOf(await failing(text).authorize({})).type, "AUTHORIZER_CONFIGURATION_ERROR", text);
    }
  });

  test("any other error, a time-out and a malformed result are configuration errors without a message", async () => {
    const answers: readonly Answer[] = [
      { kind: "error", errorType: "Error", errorMessage: "Boom" },
      { kind: "timed-out" },
      { kind: "answer", payload: "null" },
      { kind: "answer", payload: '{"principalId":"user","policyDocument":{"Statement":[{}]}}' },
    ];
    for (const answer of answers) {
      const error = errorOf(await gateway(() => answer).authorize({}));
      assert.equal(error.type, "AUTHORIZER_CONFIGURATION_ERROR");
      assert.equal(error.message, null);
    }
  });

  test("a function that does not exist is a configuration error", async () => {
    const missing = gateway(() => Promise.reject(new Error("no such function")));
    const error = errorOf(await missing.authorize({}));
    assert.equal(error.type, "AUTHORIZER_CONFIGURATION_ERROR");
    assert.match(error.detail ?? "", /no such function/);
  });

  test("without a permission for the authorizer it is not asked: a configuration error", async () => {
    const open = gateway(answering("Allow"));
    const error = errorOf(await open.authorize({}, withoutResource("AuthorizerPermission")));
    assert.equal(error.type, "AUTHORIZER_CONFIGURATION_ERROR");
    assert.match(error.detail ?? "", /AWS::Lambda::Permission/);
    assert.deepEqual(open.asked, []);
  });

  test("the details for the operator do not repeat what the function's error says", async () => {
    const secret = gateway(() => ({ kind: "error", errorType: "Error", errorMessage: "key abc is wrong" }));
    assert.doesNotMatch(errorOf(await secret.authorize({})).detail ?? "", /abc/);
  });
});

describe("identity sources", () => {
  const withHeader = (ttl: number) =>
    withProperties("ApiAuthorizer", {
      IdentitySource: "method.request.header.Authorization",
      AuthorizerResultTtlInSeconds: ttl,
    });

  for (const ttl of [0, 60]) {
    test(`a missing one is a 401 without asking, with a time to live of ${ttl}`, async () => {
      const open = gateway(answering("Allow"));
      assert.equal(errorOf(await open.authorize({}, withHeader(ttl))).type, "UNAUTHORIZED");
      assert.equal(
        errorOf(await open.authorize({ headers: ["Authorization", ""] }, withHeader(ttl))).type,
        "UNAUTHORIZED",
      );
      assert.deepEqual(open.asked, []);
    });
  }
});

describe("the result cache", () => {
  const cached = withProperties("ApiAuthorizer", {
    IdentitySource: "method.request.header.Authorization",
    AuthorizerResultTtlInSeconds: 60,
  });
  const as = (user: string, target = "/dev/x"): Sent => ({ target, headers: ["Authorization", user] });

  test("the same identity is asked about once within the time to live", async () => {
    const open = gateway(answering("Allow"));
    await open.authorize(as("one"), cached);
    open.setTime(59_999);
    const second = await open.authorize(as("one"), cached);
    assert.equal(second.kind, "allowed");
    assert.equal(second.kind === "allowed" && second.authorizer.latencyMilliseconds, 0);
    assert.equal(open.asked.length, 1);
  });

  test("after it, again", async () => {
    const open = gateway(answering("Allow"));
    await open.authorize(as("one"), cached);
    open.setTime(60_000);
    await open.authorize(as("one"), cached);
    assert.equal(open.asked.length, 2);
  });

  test("another identity is asked about for itself", async () => {
    const open = gateway(answering("Allow"));
    await open.authorize(as("one"), cached);
    await open.authorize(as("two"), cached);
    assert.equal(open.asked.length, 2);
  });

  test("a cached policy is evaluated for each request: the first path's answer refuses the next path", async () => {
    const open = gateway(answering("Allow"));
    assert.equal((await open.authorize(as("one", "/dev/a"), cached)).kind, "allowed");
    const next = errorOf(await open.authorize(as("one", "/dev/b"), cached));
    assert.equal(next.message, "User is not authorized to access this resource");
    assert.equal(open.asked.length, 1);
  });

  test("a refusing policy is remembered as well", async () => {
    const open = gateway(answering("Deny"));
    await open.authorize(as("one"), cached);
    assert.equal(errorOf(await open.authorize(as("one"), cached)).type, "ACCESS_DENIED");
    assert.equal(open.asked.length, 1);
  });

  test("an error is not remembered", async () => {
    const open = gateway(() => ({ kind: "error", errorType: "Error", errorMessage: "Unauthorized" }));
    await open.authorize(as("one"), cached);
    await open.authorize(as("one"), cached);
    assert.equal(open.asked.length, 2);
  });

  test("without a time to live every request is asked about", async () => {
    const open = gateway(answering("Allow"));
    await open.authorize(as("one"));
    await open.authorize(as("one"));
    assert.equal(open.asked.length, 2);
  });
});
