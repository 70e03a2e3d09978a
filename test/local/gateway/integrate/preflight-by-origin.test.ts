/** A preflight that decides by the request's origin, with the very template that the CDK's `addCorsPreflight` makes. */
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { Template } from "aws-cdk-lib/assertions";
import { RestApi } from "aws-cdk-lib/aws-apigateway";
import { App, Stack } from "aws-cdk-lib/core";
import { withProperties } from "../sample-template.ts";
import { serveSample } from "../served-sample.ts";

const allowOrigins = ["https://maps.example.org", "https://geo.example.org", "http://localhost:3000"];

/** `Integration` and `MethodResponses` of a preflight as the CDK makes it. */
function madeByCdk(): Readonly<Record<string, unknown>> {
  const stack = new Stack(new App());
  new RestApi(stack, "Api", { cloudWatchRole: false }).root.addCorsPreflight({ allowOrigins });
  const methods = Template.fromStack(stack).findResources("AWS::ApiGateway::Method");
  const [{ Properties: preflight }] = Object.values(methods) as [{ Properties: Record<string, unknown> }];
  return { Integration: preflight.Integration, MethodResponses: preflight.MethodResponses };
}

async function allowedOrigin(t: TestContext, headers: Readonly<Record<string, string>>) {
  const { send, authorizerEvents } = await serveSample(t, {}, withProperties("ProxyOptions", madeByCdk()));
  const answer = await send({ method: "OPTIONS", path: "/dev/collections", headers });
  assert.deepEqual([answer.status, answer.bytes.length, authorizerEvents.length], [204, 0, 0]);
  assert.equal(answer.headers.vary, "Origin");
  return answer.headers["access-control-allow-origin"];
}

describe("a preflight with several origins", () => {
  for (const origin of allowOrigins) {
    test(`names ${origin} to its own pages`, async (t) => {
      assert.equal(await allowedOrigin(t, { Origin: origin }), origin);
    });
  }

  test("takes `origin` in small letters for the same header, as clients of HTTP/2 send it", async (t) => {
    assert.equal(await allowedOrigin(t, { origin: "https://geo.example.org" }), "https://geo.example.org");
  });

  for (const origin of ["https://evil.example", "https://geo.example.org.evil.example", "null", ""]) {
    test(`names the first one, which it does not match, to ${JSON.stringify(origin)}`, async (t) => {
      assert.equal(await allowedOrigin(t, { Origin: origin }), allowOrigins[0]);
    });
  }

  test("names the first one to a client without an origin", async (t) => {
    assert.equal(await allowedOrigin(t, {}), allowOrigins[0]);
  });
});
