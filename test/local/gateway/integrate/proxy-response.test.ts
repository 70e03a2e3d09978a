/** From a function's answer to the client's: what may be left out, what is changed, and what is malformed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { proxyResponse } from "#local/gateway/integrate/proxy-response";

function answer(response: unknown, acceptsBinary = false) {
  const result = proxyResponse(JSON.stringify(response), acceptsBinary);
  assert("status" in result && "headers" in result, `not an answer: ${JSON.stringify(result)}`);
  return result;
}

function error(response: unknown, acceptsBinary = false) {
  const result = proxyResponse(JSON.stringify(response), acceptsBinary);
  assert("type" in result, `not an error: ${JSON.stringify(result)}`);
  return result;
}

describe("a function's answer", () => {
  test("has its status, headers and body", () => {
    const { status, headers, body } = answer({
      statusCode: 201,
      headers: { Location: "/things/1", "Content-Type": "text/plain" },
      body: "Zürich",
    });
    assert.equal(status, 201);
    assert.deepEqual(headers, [
      ["Location", "/things/1"],
      ["Content-Type", "text/plain"],
    ]);
    assert.equal(body.toString("utf8"), "Zürich");
  });

  test("may leave out everything (recorded): 200, JSON, no body", () => {
    const { status, headers, body } = answer({});
    assert.equal(status, 200);
    assert.deepEqual(headers, [["Content-Type", "application/json"]]);
    assert.equal(body.length, 0);
  });

  test("may give the status as text and null for what is not there (recorded)", () => {
    assert.equal(answer({ statusCode: "201", headers: null, body: null }).status, 201);
  });

  test("may give true, false and numbers as values of headers (recorded for true)", () => {
    const { headers } = answer({ headers: { A: true, B: 1 }, multiValueHeaders: { C: [false] } });
    assert.deepEqual(headers.slice(0, 3), [
      ["C", "false"],
      ["A", "true"],
      ["B", "1"],
    ]);
  });

  test("merges both kinds of headers, multi-value ones first and under their name (recorded)", () => {
    const { headers } = answer({
      headers: { "test-multi": "value-solo" },
      multiValueHeaders: { "tesT-Multi": ["value-multi"] },
    });
    assert.deepEqual(headers.slice(0, 2), [
      ["tesT-Multi", "value-multi"],
      ["tesT-Multi", "value-solo"],
    ]);
  });

  test("names a pair that stands in both once, and keeps every cookie", () => {
    const { headers } = answer({
      headers: { "Set-Cookie": "a=1" },
      multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
    });
    assert.deepEqual(headers.slice(0, 2), [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ]);
  });
});

describe("headers that API Gateway changes", () => {
  test("WWW-Authenticate and others are renamed", () => {
    const { headers } = answer({
      headers: {
        "WWW-Authenticate": "Bearer",
        Server: "x",
        Date: "y",
        "content-length": "9",
        Connection: "close",
      },
    });
    assert.deepEqual(headers.slice(0, 5), [
      ["x-amzn-Remapped-WWW-Authenticate", "Bearer"],
      ["x-amzn-Remapped-Server", "x"],
      ["x-amzn-Remapped-Date", "y"],
      ["x-amzn-Remapped-content-length", "9"],
      ["x-amzn-Remapped-Connection", "close"],
    ]);
  });

  test("those that concern the connection are dropped", () => {
    const { headers } = answer({
      headers: { "Transfer-Encoding": "chunked", TE: "x", Upgrade: "y", Host: "z" },
    });
    assert.deepEqual(headers, [["Content-Type", "application/json"]]);
  });
});

describe("a base64 body", () => {
  const image = { body: "AP8=", isBase64Encoded: true, headers: { "Content-Type": "image/png" } };

  test("is decoded when the client's first media type is binary", () => {
    assert.deepEqual([...answer(image, true).body], [0, 255]);
  });

  test("is sent as the text it is when it is not (recorded)", () => {
    assert.equal(answer(image, false).body.toString("utf8"), "AP8=");
  });

  test("that is not base64 is a configuration error", () => {
    for (const body of ["{}", "AP8", "AP8=AP8=", "AP 8="]) {
      assert.equal(error({ body, isBase64Encoded: true }, true).type, "API_CONFIGURATION_ERROR", body);
    }
  });

  test("that does not say it is one stays as it is, also for a client that accepts binary", () => {
    assert.equal(answer({ body: "AP8=" }, true).body.toString("utf8"), "AP8=");
  });
});

describe("an answer that is malformed is a 502", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["null", null],
    ["a text (recorded)", "justAString"],
    ["a list", []],
    ["an unknown member (recorded)", { statusCode: 200, wrongValue: "value" }],
    ["a status that is no number (recorded)", { statusCode: "test" }],
    ["a status out of range", { statusCode: 99 }],
    ["an informational status", { statusCode: 101 }],
    ["a status with decimals", { statusCode: 200.5 }],
    ["headers that are a list", { headers: [] }],
    ["a header that is an object", { headers: { A: {} } }],
    ["a header with a list of values", { headers: { A: ["1"] } }],
    ["a multi-value header that is a text (recorded)", { multiValueHeaders: { A: "1" } }],
    ["a header name that is none", { headers: { "a b": "1" } }],
    ["a header with a line break", { headers: { A: "1\r\nB: 2" } }],
    ["a body that is an object", { body: {} }],
    ["isBase64Encoded as text", { isBase64Encoded: "true" }],
  ];
  for (const [what, response] of cases) {
    test(what, () => {
      const { type, status, message } = error(response);
      assert.deepEqual(
        { type, status, message },
        {
          type: "DEFAULT_5XX",
          status: 502,
          message: "Internal server error",
        },
      );
    });
  }

  test("text that is no JSON", () => {
    const result = proxyResponse("<html>", false);
    assert.equal("type" in result && result.status, 502);
  });
});
