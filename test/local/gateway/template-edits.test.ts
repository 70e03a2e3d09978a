/** Nothing about the API is known from elsewhere: an edit of the template changes what is served. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  gatewayResponseResource,
  withIntegration,
  withoutResource,
  withProperties,
  withResources,
} from "./sample-template.ts";
import { answer, failure, policyAnswer, serveSample } from "./served-sample.ts";

const unauthorized = { authorizer: () => failure("Unauthorized") };

describe("an edit of the template", () => {
  test("a method set to NONE is open", async (t) => {
    const template = withProperties("ProxyAny", { AuthorizationType: "NONE", AuthorizerId: undefined });
    const { send, authorizerEvents } = await serveSample(t, unauthorized, template);
    assert.equal((await send({ path: "/dev/x" })).status, 200);
    assert.equal((await send({ path: "/dev" })).status, 401);
    assert.equal(authorizerEvents.length, 1);
  });

  test("another gateway response is another answer", async (t) => {
    const template = withResources({
      Challenge: gatewayResponseResource("UNAUTHORIZED", {
        ResponseParameters: { "gatewayresponse.header.WWW-Authenticate": "'Bearer realm=\"geo\"'" },
        ResponseTemplates: { "application/json": '{"code":"$context.error.responseType"}' },
      }),
    });
    const { send } = await serveSample(t, unauthorized, template);
    const { status, headers, bytes: body } = await send({ path: "/dev/x" });
    assert.equal(status, 401);
    assert.equal(headers["www-authenticate"], 'Bearer realm="geo"');
    assert.equal(body.toString(), '{"code":"UNAUTHORIZED"}');
  });

  test("a header of the 403 comes from the authorizer's context, and only when it is there", async (t) => {
    const template = withResources({
      Denied: gatewayResponseResource("ACCESS_DENIED", {
        ResponseParameters: { "gatewayresponse.header.WWW-Authenticate": "context.authorizer.challenge" },
      }),
    });
    const contexts = [{ challenge: 'Bearer scope="a"' }, {}];
    const authorizer = { authorizer: (event) => policyAnswer("Deny", event, contexts.shift()) } as Parameters<
      typeof serveSample
    >[1];
    const { send } = await serveSample(t, authorizer, template);
    assert.equal((await send({ path: "/dev/x" })).headers["www-authenticate"], 'Bearer scope="a"');
    assert.equal((await send({ path: "/dev/x" })).headers["www-authenticate"], undefined);
  });

  test("another identity source asks for another header", async (t) => {
    const template = withProperties("ApiAuthorizer", { IdentitySource: "method.request.header.X-Other" });
    const { send, authorizerEvents } = await serveSample(t, {}, template);
    assert.equal((await send({ path: "/dev/x", headers: { Authorization: "a" } })).status, 401);
    assert.deepEqual(authorizerEvents, []);
    assert.equal((await send({ path: "/dev/x", headers: { "x-other": "a" } })).status, 200);
  });

  test("a time to live caches the policy and evaluates it for every request", async (t) => {
    const template = withProperties("ApiAuthorizer", {
      AuthorizerResultTtlInSeconds: 300,
      IdentitySource: "method.request.header.Authorization",
    });
    const { send, authorizerEvents } = await serveSample(t, {}, template);
    const headers = { Authorization: "a" };
    assert.equal((await send({ path: "/dev/a", headers })).status, 200);
    assert.equal((await send({ path: "/dev/a", headers })).status, 200);
    const next = await send({ path: "/dev/b", headers });
    assert.equal(next.status, 403);
    assert.deepEqual(JSON.parse(next.bytes.toString()), {
      Message: "User is not authorized to access this resource",
    });
    assert.equal(authorizerEvents.length, 1);
  });

  test("context.path as identity source keeps paths apart", async (t) => {
    const template = withProperties("ApiAuthorizer", {
      AuthorizerResultTtlInSeconds: 300,
      IdentitySource: "method.request.header.Authorization,context.path,context.httpMethod",
    });
    const { send, authorizerEvents } = await serveSample(t, {}, template);
    for (const path of ["/dev/a", "/dev/b", "/dev/a"]) {
      assert.equal((await send({ path, headers: { Authorization: "a" } })).status, 200);
    }
    assert.equal(authorizerEvents.length, 2);
  });

  test("a missing permission for the backend is a 500", async (t) => {
    const { send, proxyEvents, log } = await serveSample(t, {}, withoutResource("BackendPermission"));
    const { status, bytes: body } = await send({ path: "/dev/x" });
    assert.equal(status, 500);
    assert.deepEqual(JSON.parse(body.toString()), { message: "Internal server error" });
    assert.deepEqual(proxyEvents, []);
    assert.match(log[0]?.detail ?? "", /no AWS::Lambda::Permission/);
  });

  test("a missing permission for the authorizer is a 500, and nothing is reached", async (t) => {
    const { send, proxyEvents } = await serveSample(t, {}, withoutResource("AuthorizerPermission"));
    const { status, bytes: body } = await send({ path: "/dev/x" });
    assert.equal(status, 500);
    assert.deepEqual(JSON.parse(body.toString()), { message: null });
    assert.deepEqual(proxyEvents, []);
  });

  test("another stage is another address", async (t) => {
    const { send, url, port } = await serveSample(t, {}, withProperties("ApiStage", { StageName: "v1" }));
    assert.equal(url, `http://127.0.0.1:${port}/v1`);
    assert.equal((await send({ path: "/v1/open" })).status, 200);
    assert.equal((await send({ path: "/dev/open" })).status, 403);
  });

  test("another time-out ends a slow function sooner", async (t) => {
    const template = withIntegration("OpenGet", { TimeoutInMillis: 50 });
    const { send } = await serveSample(t, { backend: () => new Promise(() => {}) }, template);
    const { status, bytes: body } = await send({ path: "/dev/open" });
    assert.equal(status, 504);
    assert.deepEqual(JSON.parse(body.toString()), { message: "Endpoint request timed out" });
  });

  test("a binary media type changes bodies both ways", async (t) => {
    const template = withProperties("Api", { BinaryMediaTypes: ["image/png"] });
    const { send, proxyEvents } = await serveSample(
      t,
      {
        backend: ({ body }) =>
          answer({ body, isBase64Encoded: true, headers: { "Content-Type": "image/png" } }),
      },
      template,
    );
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]);
    const headers = { "Content-Type": "image/png", Accept: "image/png" };
    const response = await send({ method: "POST", path: "/dev/x", headers, body: bytes });
    assert.equal(proxyEvents[0]?.isBase64Encoded, true);
    assert.deepEqual(response.bytes, bytes);
  });
});
