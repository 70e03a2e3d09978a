/** A served template over HTTP: requests, failures, the access log, starting and stopping. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { serveTemplate } from "#local/gateway/serve-template";
import { pseudoParameters, sampleTemplate, withProperties } from "./sample-template.ts";
import { answer, failure, policyAnswer, serveSample } from "./served-sample.ts";

describe("a request and its answer", () => {
  test("go through authorizer and backend, the authorizer's context included", async (t) => {
    const { send, authorizerEvents, proxyEvents } = await serveSample(t, {
      authorizer: (event) => policyAnswer("Allow", event, { scopes: "read", count: 2 }),
      backend: () => answer({ statusCode: 201, headers: { Location: "/x" }, body: '{"made":true}' }),
    });
    const sent = {
      method: "POST",
      path: "/dev/x",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    };
    const { status, headers, bytes: body } = await send(sent);
    assert.equal(status, 201);
    assert.equal(headers.location, "/x");
    assert.equal(body.toString(), '{"made":true}');
    assert.equal("body" in (authorizerEvents[0] ?? {}), false);
    assert.equal(proxyEvents[0]?.body, "{}");
    const { integrationLatency, ...context } = proxyEvents[0]?.requestContext.authorizer ?? {};
    assert.deepEqual(context, { principalId: "user", scopes: "read", count: "2" });
    assert.equal(typeof integrationLatency, "number");
  });

  test("carry the ids under which the functions know the request", async (t) => {
    const { send, authorizerEvents, proxyEvents } = await serveSample(t);
    const { headers } = await send({ path: "/dev/x" });
    const context = authorizerEvents[0]?.requestContext;
    assert.equal(headers["x-amzn-requestid"], context?.requestId);
    assert.equal(headers["x-amz-apigw-id"], context?.extendedRequestId);
    assert.equal(headers["x-amzn-trace-id"], proxyEvents[0]?.headers["X-Amzn-Trace-Id"]);
    assert.equal(proxyEvents[0]?.requestContext.requestId, context?.requestId);
  });

  test("a preflight is answered without any function", async (t) => {
    const { send, authorizerEvents, proxyEvents } = await serveSample(t);
    const headers = { Origin: "https://map.example.org", "Access-Control-Request-Method": "GET" };
    const response = await send({ method: "OPTIONS", path: "/dev/x", headers });
    assert.equal(response.status, 204);
    assert.equal(response.headers["access-control-allow-origin"], "*");
    assert.equal(response.headers["content-length"], undefined);
    assert.deepEqual([...authorizerEvents, ...proxyEvents], []);
  });

  test("HEAD is answered without a body, by functions and by the gateway", async (t) => {
    const answers = ["Allow", "Deny"] as const;
    const { send } = await serveSample(t, {
      authorizer: (event) => policyAnswer(event.path === "/no" ? answers[1] : answers[0], event),
      backend: () => answer({ body: "text" }),
    });
    for (const [path, expected] of [
      ["/dev/x", 200],
      ["/dev/no", 403],
    ] as const) {
      const { status, bytes: body } = await send({ method: "HEAD", path });
      assert.deepEqual([status, body.length], [expected, 0]);
    }
  });

  test("repeated headers of a function stay repeated", async (t) => {
    const { send } = await serveSample(t, {
      backend: () => answer({ multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] } }),
    });
    assert.deepEqual((await send({ path: "/dev/x" })).headers["set-cookie"], ["a=1", "b=2"]);
  });

  test("a header beyond ASCII is sent as UTF-8", async (t) => {
    const { send } = await serveSample(t, { backend: () => answer({ headers: { "X-Place": "Zürich" } }) });
    const { headers } = await send({ path: "/dev/x" });
    assert.equal(Buffer.from(String(headers["x-place"]), "latin1").toString("utf8"), "Zürich");
  });
});

describe("failures", () => {
  test("an authorizer that fails is a 500 without detail, and the reason is in the log", async (t) => {
    const { send, log, proxyEvents } = await serveSample(t, {
      authorizer: () => failure("key server is down"),
    });
    const { status, bytes: body } = await send({ path: "/dev/x" });
    assert.equal(status, 500);
    assert.deepEqual(JSON.parse(body.toString()), { message: null });
    assert.deepEqual(proxyEvents, []);
    assert.equal(log[0]?.responseType, "AUTHORIZER_CONFIGURATION_ERROR");
    assert.match(log[0]?.detail ?? "", /authorizer failed: Error/);
  });

  test("a policy with a condition is a 500, never a way in", async (t) => {
    const Statement = {
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    };
    const { send, proxyEvents } = await serveSample(t, {
      authorizer: () => answer({ principalId: "user", policyDocument: { Version: "2012-10-17", Statement } }),
    });
    assert.equal((await send({ path: "/dev/x" })).status, 500);
    assert.deepEqual(proxyEvents, []);
  });

  test("a backend that fails, or answers nonsense, is a 502", async (t) => {
    const answers = [failure("Boom"), answer("nonsense"), answer(null)];
    const { send } = await serveSample(t, { backend: () => answers.shift() ?? answer({}) });
    for (let call = 0; call < 3; call++) {
      const { status, bytes: body } = await send({ path: "/dev/x" });
      assert.equal(status, 502);
      assert.deepEqual(JSON.parse(body.toString()), { message: "Internal server error" });
    }
    assert.equal((await send({ path: "/dev/x" })).status, 200);
  });
});

describe("the access log", () => {
  test("has an entry for each request, without query and headers", async (t) => {
    const { send, log } = await serveSample(t);
    const { headers } = await send({ path: "/dev/x?apikey=canary", headers: { Authorization: "canary" } });
    await send({ path: "/x" });
    const [first, second] = log;
    assert.deepEqual(
      { ...first, durationMilliseconds: 0, extendedRequestId: "" },
      {
        requestId: headers["x-amzn-requestid"],
        extendedRequestId: "",
        method: "GET",
        path: "/dev/x",
        status: 200,
        durationMilliseconds: 0,
        authorizer: "allowed",
      },
    );
    assert.equal(second?.authorizer, "none");
    assert.equal(second?.status, 403);
    assert.doesNotMatch(JSON.stringify(log), /canary/);
  });
});

describe("starting and stopping", () => {
  const options = { port: 0, invoke: async () => answer({}), pseudoParameters };

  test("closing ends connections at once, kept alive or waiting for an answer", async () => {
    const answers = [answer({}), new Promise<never>(() => {})];
    let waiting = () => {};
    const isWaiting = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    const invoke = async () => {
      if (answers.length === 1) waiting();
      return answers.shift() ?? answer({});
    };
    const served = await serveTemplate({ ...options, invoke, template: sampleTemplate });
    const request = "GET /dev/open HTTP/1.1\r\nHost: x\r\n\r\n";
    const idle = connect(served.port, "127.0.0.1");
    idle.write(request);
    await once(idle, "data");
    const busy = connect(served.port, "127.0.0.1");
    busy.write(request);
    await isWaiting;
    const closed = Promise.all([once(idle, "close"), once(busy, "close")]);
    await served.close();
    await closed;
  });

  test("a port that is taken is an error of the system", async (t) => {
    const { port } = await serveSample(t);
    await assert.rejects(serveTemplate({ ...options, port, template: sampleTemplate }), {
      code: "EADDRINUSE",
    });
  });

  test("a template that is not served as AWS would does not start", async () => {
    const template = withProperties("Api", { Policy: { Statement: [] } });
    await assert.rejects(serveTemplate({ ...options, template }), { name: "TemplateError" });
  });

  test("no other address of the machine is listened on", async (t) => {
    const { port } = await serveSample(t);
    await assert.rejects(once(connect(port, "127.0.0.2"), "connect"));
  });
});
