/** What a client gets when the function behind a method answers, fails, is late or may not be invoked. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { FunctionInvoker } from "#local/gateway/integrate/function-invoker";
import { answerByFunction } from "#local/gateway/integrate/lambda-proxy";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { type Sent, sampleRequest } from "../sample-request.ts";
import { sampleTemplate, withIntegration, withoutResource, withProperties } from "../sample-template.ts";

function invoke(
  invoker: FunctionInvoker,
  sent: Sent = {},
  template: CloudFormationTemplate = sampleTemplate,
) {
  const request = sampleRequest({ target: "/dev/open", ...sent }, template);
  const { integration } = request.route.method;
  assert(integration.kind === "lambda-proxy");
  return answerByFunction(integration, request, undefined, invoker);
}

const answering = (response: unknown): FunctionInvoker => {
  return async () => ({ kind: "answer", payload: JSON.stringify(response) });
};

async function errorOf(...call: Parameters<typeof invoke>) {
  const result = await invoke(...call);
  assert("type" in result);
  return result;
}

describe("a function that answers", () => {
  test("is invoked by its resolved ARN", async () => {
    const asked: string[] = [];
    await invoke(async (functionArn) => {
      asked.push(functionArn);
      return { kind: "answer", payload: "{}" };
    });
    assert.deepEqual(asked, ["arn:aws:lambda:eu-central-1:123456789012:function:sample-Backend"]);
  });

  test("has its base64 body decoded only for clients whose first media type is binary (recorded)", async () => {
    const template = withProperties("Api", { BinaryMediaTypes: ["image/png"] });
    const invoker = answering({ body: "AP8=", isBase64Encoded: true });
    const bodyFor = async (accept: string) => {
      const result = await invoke(invoker, { headers: ["Accept", accept] }, template);
      assert("headers" in result);
      return result.body.toString("latin1");
    };
    assert.equal(await bodyFor("image/png"), "\u0000\u00ff");
    for (const accept of ["image/jpg", "image/*", "*/*", "text/html, image/png"]) {
      assert.equal(await bodyFor(accept), "AP8=", accept);
    }
  });
});

describe("a function that does not answer as it should", () => {
  test("fails: 502", async () => {
    const error = await errorOf(async () => ({ kind: "error", errorType: "Error", errorMessage: "Boom" }));
    assert.deepEqual([error.type, error.status], ["DEFAULT_5XX", 502]);
  });

  test("is timed out by Lambda: 502", async () => {
    assert.equal((await errorOf(async () => ({ kind: "timed-out" }))).status, 502);
  });

  test("takes longer than the integration waits: 504", async () => {
    const template = withIntegration("OpenGet", { TimeoutInMillis: 50 });
    const slow: FunctionInvoker = () => setTimeout(500, { kind: "answer", payload: "{}" });
    const error = await errorOf(slow, {}, template);
    assert.equal(error.type, "INTEGRATION_TIMEOUT");
    assert.equal(error.message, "Endpoint request timed out");
  });

  test("answers with more than 6 MB: 502", async () => {
    const error = await errorOf(answering({ body: "x".repeat(6_291_556) }));
    assert.equal(error.status, 502);
  });

  test("is not there: a configuration error", async () => {
    const error = await errorOf(() => Promise.reject(new Error("no such function")));
    assert.equal(error.type, "API_CONFIGURATION_ERROR");
  });
});

test("without a permission the function is not invoked: a configuration error", async () => {
  const invoker = () => Promise.reject(new Error("was invoked"));
  const error = await errorOf(invoker, {}, withoutResource("BackendPermission"));
  assert.equal(error.type, "API_CONFIGURATION_ERROR");
  assert.match(error.detail ?? "", /AWS::Lambda::Permission/);
});

test("a request whose event has more than 6 MB does not reach the function: 413", async () => {
  const invoker = () => Promise.reject(new Error("was invoked"));
  const template = withProperties("Api", { BinaryMediaTypes: ["*/*"] });
  const body = Buffer.alloc(5_000_000);
  assert.equal((await errorOf(invoker, { body }, template)).type, "REQUEST_TOO_LARGE");
});
