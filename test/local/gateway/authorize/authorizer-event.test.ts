/** The event that the authorizer's function gets. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { authorizerEvent } from "#local/gateway/authorize/authorizer-event";
import { sampleRequest } from "../sample-request.ts";
import { withProperties } from "../sample-template.ts";

test("the event is the documented one of a REQUEST authorizer", () => {
  const request = sampleRequest(
    { target: "/dev/things/7/?b=1&b=2", headers: ["X-A", "1", "X-A", "2"], body: "never seen" },
    withProperties("ApiStage", { Variables: { colour: "blue" } }),
  );
  const { headers, multiValueHeaders, ...event } = authorizerEvent(request);
  assert.deepEqual(event, {
    type: "REQUEST",
    methodArn: `arn:aws:execute-api:eu-central-1:123456789012:${request.api.apiId}/dev/GET/things/7/`,
    resource: "/things/{id}",
    path: "/things/7/",
    httpMethod: "GET",
    queryStringParameters: { b: "2" },
    multiValueQueryStringParameters: { b: ["1", "2"] },
    pathParameters: { id: "7" },
    stageVariables: { colour: "blue" },
    requestContext: request.context,
  });
  assert.equal(headers["X-A"], "2");
  assert.deepEqual(multiValueHeaders["X-A"], ["1", "2"]);
});

test("maps without entries are empty, not null", () => {
  const event = authorizerEvent(sampleRequest({ target: "/dev" }));
  assert.deepEqual(event.queryStringParameters, {});
  assert.deepEqual(event.multiValueQueryStringParameters, {});
  assert.deepEqual(event.pathParameters, {});
  assert.deepEqual(event.stageVariables, {});
});
