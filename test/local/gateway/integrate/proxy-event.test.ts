/** The event that a backend function gets: its members, all values of query and headers, the body as text or base64. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { proxyEvent } from "#local/gateway/integrate/proxy-event";
import { type Sent, sampleRequest } from "../sample-request.ts";
import { withProperties } from "../sample-template.ts";

const binary = (...types: string[]) => withProperties("Api", { BinaryMediaTypes: types });

describe("the event of a proxy integration", () => {
  test("it has the documented members, and null for empty maps and an empty body", () => {
    const request = sampleRequest({ target: "/dev/open" });
    const { headers: _headers, multiValueHeaders: _multi, ...event } = proxyEvent(request, undefined);
    assert.deepEqual(event, {
      resource: "/open",
      path: "/open",
      httpMethod: "GET",
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      requestContext: request.context,
      body: null,
      isBase64Encoded: false,
    });
  });

  test("query and headers are there with one value and with all", () => {
    const sent = { target: "/dev/x?category=a&category=b", headers: ["X-A", "1", "X-A", "2"] };
    const event = proxyEvent(sampleRequest(sent), undefined);
    assert.deepEqual(event.queryStringParameters, { category: "b" });
    assert.deepEqual(event.multiValueQueryStringParameters, { category: ["a", "b"] });
    assert.equal(event.headers["X-A"], "2");
    assert.deepEqual(event.multiValueHeaders["X-A"], ["1", "2"]);
  });

  test("what the authorizer said stands in requestContext.authorizer, all but the latency as text", () => {
    const context = new Map([
      ["count", "1"],
      ["principalId", "not this one"],
    ]);
    const authorizer = { principalId: "user", context, latencyMilliseconds: 12 };
    assert.deepEqual(proxyEvent(sampleRequest({}), authorizer).requestContext.authorizer, {
      count: "1",
      principalId: "user",
      integrationLatency: 12,
    });
  });

  test("an open method has no authorizer in its context", () => {
    assert.equal("authorizer" in proxyEvent(sampleRequest({}), undefined).requestContext, false);
  });
});

describe("the body", () => {
  const post = (sent: Sent, ...types: string[]) => {
    const request = sampleRequest({ method: "POST", ...sent }, binary(...types));
    const { body, isBase64Encoded } = proxyEvent(request, undefined);
    return { body, isBase64Encoded };
  };

  test("is UTF-8 text when its media type is not binary", () => {
    const sent = { body: "Zürich", headers: ["Content-Type", "application/geo+json"] };
    assert.deepEqual(post(sent, "image/png"), { body: "Zürich", isBase64Encoded: false });
  });

  test("is base64 when its media type is binary, whatever its letters and parameters", () => {
    const sent = { body: Buffer.from([0, 255]), headers: ["content-type", "Image/PNG; q=1"] };
    assert.deepEqual(post(sent, "image/png"), { body: "AP8=", isBase64Encoded: true });
  });

  test("is base64 whatever its media type when all are binary", () => {
    assert.deepEqual(post({ body: "{}" }, "*/*"), { body: "e30=", isBase64Encoded: true });
    assert.deepEqual(post({ body: "" }, "*/*"), { body: null, isBase64Encoded: false });
  });
});

test("whatever bytes a client sends, the function can restore them from a binary body", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      const sent = { method: "POST", body: Buffer.from(bytes), headers: ["Content-Type", "image/png"] };
      const { body } = proxyEvent(sampleRequest(sent, binary("image/png")), undefined);
      assert.deepEqual(new Uint8Array(Buffer.from(body ?? "", "base64")), bytes);
    }),
    { numRuns: 50 },
  );
});

test("every query that a client can encode arrives decoded", () => {
  const pairs = fc.array(
    fc.tuple(fc.string({ minLength: 1, unit: "binary" }), fc.string({ unit: "binary" })),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(pairs, (list) => {
      const target = `/dev/x?${list.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
      const event = proxyEvent(sampleRequest({ target }), undefined);
      for (const [name, value] of list) {
        const values = event.multiValueQueryStringParameters ?? {};
        assert(Object.hasOwn(values, name) && values[name]?.includes(value));
      }
    }),
    { numRuns: 50 },
  );
});
