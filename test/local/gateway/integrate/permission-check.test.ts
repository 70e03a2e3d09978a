/** Which permissions in the template let API Gateway invoke a function, and which do not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { authorizerSource, mayInvoke, methodSource } from "#local/gateway/integrate/permission-check";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { sampleApi } from "../sample-request.ts";
import { sampleTemplate, withoutResource, withProperties } from "../sample-template.ts";

const backend = "arn:aws:lambda:eu-central-1:123456789012:function:sample-Backend";
const authorizer = "arn:aws:lambda:eu-central-1:123456789012:function:sample-Authorizer";

/** Whether GET on `/things/{id}` may invoke the backend. */
function mayGet(template: CloudFormationTemplate, functionArn = backend): boolean {
  const api = sampleApi(template);
  return mayInvoke(api, functionArn, methodSource(api, "GET", "/things/{id}"));
}

const changed = (properties: Record<string, unknown>) =>
  mayGet(withProperties("BackendPermission", properties));

const source = (path: string) => `arn:aws:execute-api:eu-central-1:123456789012:${sampleApi().apiId}${path}`;

describe("who may invoke a function", () => {
  test("the sources are named as API Gateway names them", () => {
    const api = sampleApi();
    assert.equal(methodSource(api, "GET", "/things/{id}"), source("/dev/GET/things/{id}"));
    assert.equal(methodSource(api, "GET", "/"), source("/dev/GET/"));
    assert.equal(authorizerSource(api, "abc123"), source("/authorizers/abc123"));
  });

  test("a permission for every stage, method and path covers each method", () => {
    assert.equal(mayGet(sampleTemplate), true);
  });

  test("without a permission nobody may", () => {
    assert.equal(mayGet(withoutResource("BackendPermission")), false);
  });

  test("a permission for the authorizer does not cover the backend, nor the other way round", () => {
    const api = sampleApi();
    const [id = ""] = api.authorizers.keys();
    assert.equal(mayInvoke(api, authorizer, authorizerSource(api, id)), true);
    assert.equal(mayInvoke(api, authorizer, methodSource(api, "GET", "/open")), false);
    assert.equal(mayInvoke(api, backend, authorizerSource(api, id)), false);
  });

  test("the source must match method, stage and path", () => {
    assert.equal(changed({ SourceArn: source("/*/GET/things/*") }), true);
    assert.equal(changed({ SourceArn: source("/*/POST/things/*") }), false);
    assert.equal(changed({ SourceArn: source("/prod/GET/things/*") }), false);
    assert.equal(changed({ SourceArn: source("/*/GET/other/*") }), false);
    assert.equal(changed({ SourceArn: "arn:aws:execute-api:eu-central-1:123456789012:other/*/*/*" }), false);
    assert.equal(changed({ SourceArn: undefined }), true);
  });

  test("the source must be in the named account", () => {
    assert.equal(changed({ SourceAccount: "123456789012" }), true);
    assert.equal(changed({ SourceAccount: "999999999999" }), false);
  });

  test("principal and action must be API Gateway's invocation", () => {
    assert.equal(changed({ Principal: "events.amazonaws.com" }), false);
    assert.equal(changed({ Action: "lambda:GetFunction" }), false);
    assert.equal(changed({ Action: "lambda:*" }), true);
  });

  test("a permission for the function does not cover its alias, nor the other way round", () => {
    assert.equal(mayGet(sampleTemplate, `${backend}:live`), false);
    const ofAlias = withProperties("BackendPermission", { FunctionName: `${backend}:live` });
    assert.equal(mayGet(ofAlias), false);
    assert.equal(mayGet(ofAlias, `${backend}:live`), true);
  });

  test("the function may be named by its name", () => {
    assert.equal(changed({ FunctionName: { Ref: "Backend" } }), true);
  });
});
