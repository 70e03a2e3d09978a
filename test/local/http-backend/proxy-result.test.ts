/** What the function returns to API Gateway for each kind of answer that the backend gives. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { handler } from "#local/http-backend/handler";
import { backend, event } from "./real-backend.ts";

describe("the result", () => {
  test("has the status, every header value and the text of the answer", async (context) => {
    await backend(context, (response) => {
      response.writeHead(404, [
        ["Content-Type", "application/problem+json; charset=utf-8"],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
        ["Keep-Alive", "timeout=5"],
      ]);
      response.end('{"title":"Grüße"}');
    });
    const result = await handler(event());
    assert.equal(result.statusCode, 404);
    assert.equal(result.body, '{"title":"Grüße"}');
    assert.equal(result.isBase64Encoded, false);
    assert.deepEqual(result.multiValueHeaders?.["set-cookie"], ["a=1", "b=2"]);
    assert.deepEqual(result.multiValueHeaders?.["content-type"], ["application/problem+json; charset=utf-8"]);
    for (const name of ["connection", "keep-alive", "transfer-encoding", "content-length"]) {
      assert.ok(!(name in (result.multiValueHeaders ?? {})), name);
    }
  });

  const binary = [
    ["an image", { "Content-Type": "image/png" }, Buffer.from([137, 80, 78, 71])],
    [
      "text that is not UTF-8",
      { "Content-Type": "text/plain; charset=iso-8859-1" },
      Buffer.from([0x47, 0xfc]),
    ],
    ["an encoded answer", { "Content-Type": "application/json", "Content-Encoding": "x" }, Buffer.from("{}")],
    ["an answer without type", {}, Buffer.from("{}")],
  ] as const;
  for (const [name, headers, bytes] of binary) {
    test(`has ${name} as base64`, async (context) => {
      await backend(context, (response) => response.writeHead(200, headers).end(bytes));
      const result = await handler(event());
      assert.equal(result.isBase64Encoded, true);
      assert.deepEqual(Buffer.from(result.body, "base64"), bytes);
    });
  }

  test("of HEAD has no body", async (context) => {
    await backend(context, (response) => response.writeHead(200, { "Content-Type": "image/png" }).end());
    const result = await handler(event({ httpMethod: "HEAD" }));
    assert.equal(result.body, "");
    assert.equal(result.isBase64Encoded, false);
  });

  test("passes a redirect back and does not follow it", async (context) => {
    const { received } = await backend(context, (response) =>
      response.writeHead(302, { Location: "/elsewhere" }).end(),
    );
    const result = await handler(event());
    assert.equal(result.statusCode, 302);
    assert.deepEqual(result.multiValueHeaders?.location, ["/elsewhere"]);
    assert.equal(received.length, 1);
  });
});
