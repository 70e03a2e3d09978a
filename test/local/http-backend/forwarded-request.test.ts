/** What of a client's request reaches the backend, and what stays behind. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { handler } from "#local/http-backend/handler";
import { backend, event } from "./real-backend.ts";

describe("the request that the backend gets", () => {
  test("has the path as the client encoded it, and the query with every value", async (context) => {
    const { received } = await backend(context);
    await handler(
      event({
        path: "/collections/a%2Fb%20c/items/",
        multiValueQueryStringParameters: { bbox: ["1,2,3,4"], "q&": ["Grüße", "a=b&c"] },
      }),
    );
    assert.equal(
      received[0]?.url,
      "/collections/a%2Fb%20c/items/?bbox=1%2C2%2C3%2C4&q%26=Gr%C3%BC%C3%9Fe&q%26=a%3Db%26c",
    );
  });

  test("stays below the backend's own path", async (context) => {
    const { received } = await backend(context, undefined, "/ogc/");
    await handler(event({ path: "/collections" }));
    assert.equal(received[0]?.url, "/ogc/collections");
  });

  test("goes to the backend's host, whatever the path looks like", async (context) => {
    const { received } = await backend(context);
    for (const path of ["//other.example/x", "/@other.example", "/http://other.example"]) {
      await handler(event({ path }));
    }
    assert.deepEqual(
      received.map(({ url }) => url),
      ["//other.example/x", "/@other.example", "/http://other.example"],
    );
  });

  test("has every value of the client's headers, but for those of a single connection", async (context) => {
    const { received, url } = await backend(context);
    await handler(
      event({
        multiValueHeaders: {
          Accept: ["text/html", "application/json"],
          "X-Api-Key": ["k"],
          Host: ["api.example.org"],
          Connection: ["close, X-Hop"],
          "X-Hop": ["1"],
          TE: ["trailers"],
          "Proxy-Authorization": ["Basic x"],
          "Accept-Encoding": ["br"],
          "Content-Length": ["99"],
        },
      }),
    );
    const { headers } = received[0] ?? assert.fail("the backend got no request");
    assert.deepEqual(headers.accept, ["text/html", "application/json"]);
    assert.deepEqual(headers["x-api-key"], ["k"]);
    assert.deepEqual(headers.host, [new URL(url).host]);
    assert.deepEqual(headers["accept-encoding"], ["identity"]);
    for (const name of ["x-hop", "te", "proxy-authorization"]) assert.ok(!(name in headers), name);
  });

  test("has the body's bytes, sent as text or as base64", async (context) => {
    const { received } = await backend(context);
    await handler(event({ httpMethod: "POST", body: '{"name":"Grüße"}' }));
    const bytes = Buffer.from([0, 255, 128]);
    await handler(event({ httpMethod: "PUT", body: bytes.toString("base64"), isBase64Encoded: true }));
    assert.deepEqual(
      received.map(({ method, body }) => [method, body]),
      [
        ["POST", Buffer.from('{"name":"Grüße"}')],
        ["PUT", bytes],
      ],
    );
  });

  test("is not made for a path that no request line can hold", async (context) => {
    const { received } = await backend(context);
    for (const path of ["/a b", "/ü", "/a?b", "collections", "/a\r\nX: y"]) {
      await assert.rejects(handler(event({ path })), /path/);
    }
    assert.equal(received.length, 0);
  });
});
