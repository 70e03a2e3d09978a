/** What `requestContext` and the method's ARN say about a request. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { contextVariable } from "#local/gateway/route/request-context";
import { sampleApi, sampleRequest } from "../sample-request.ts";

test("the context has the members of a real one", () => {
  const { apiId, resources, stage } = sampleApi();
  const { context } = sampleRequest({ target: "/dev/things/7?x=1", headers: ["user-agent", "test/1"] });
  assert.deepEqual(context, {
    accountId: "123456789012",
    apiId,
    deploymentId: stage.deploymentId,
    domainName: `${apiId}.execute-api.eu-central-1.amazonaws.com`,
    domainPrefix: apiId,
    extendedRequestId: "AbCdEfGhIjKlMno=",
    httpMethod: "GET",
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: "192.0.2.7",
      user: null,
      userAgent: "test/1",
      userArn: null,
    },
    path: "/dev/things/7",
    protocol: "HTTP/1.1",
    requestId: "11111111-2222-3333-4444-555555555555",
    requestTime: "04/Mar/2020:19:15:17 +0000",
    requestTimeEpoch: 1583349317135,
    resourceId: resources.find(({ path }) => path === "/things/{id}")?.id,
    resourcePath: "/things/{id}",
    stage: "dev",
  });
});

test("the domain is the API's own, whatever Host says", () => {
  const { context, api } = sampleRequest({ headers: ["Host", "api.example.org"] });
  assert.equal(context.domainName, api.domainName);
});

test("context variables are found by their dotted names, and only own ones", () => {
  const { context } = sampleRequest({});
  assert.equal(contextVariable(context, "identity.sourceIp"), "192.0.2.7");
  assert.equal(contextVariable(context, "requestTimeEpoch"), "1583349317135");
  assert.equal(contextVariable(context, "identity.user"), undefined);
  assert.equal(contextVariable(context, "constructor"), undefined);
});

test("the method's ARN holds the method of the request and the path as sent, without query and first slash", () => {
  const { methodArn, api } = sampleRequest({ method: "PUT", target: "/dev/a%2Fb/c/?d=e" });
  assert.equal(methodArn, `arn:aws:execute-api:eu-central-1:123456789012:${api.apiId}/dev/PUT/a%2Fb/c/`);
});

test("the root's ARN ends after the method's slash", () => {
  assert.match(sampleRequest({ target: "/dev" }).methodArn, /\/dev\/GET\/$/);
});
