/** The function that passes requests on, with a real backend behind it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { afterEach, describe, type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { exchange } from "#local/http-backend/exchange";
import { handler } from "#local/http-backend/handler";
import { lambdaFunction } from "#local/lambda/lambda-function";

afterEach(() => {
  delete process.env.BACKEND_URL;
});

/** What the backend got, as far as the tests look at it. */
interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string[] | undefined>>;
  readonly body: Buffer;
}

async function backend(
  context: TestContext,
  answer: (response: ServerResponse, request: IncomingMessage) => void = (response) => response.end(),
  path = "",
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headersDistinct: headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks) });
    answer(response, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.BACKEND_URL = url + path;
  return { url, received };
}

function event(changes: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  return {
    httpMethod: "GET",
    path: "/",
    resource: "/{proxy+}",
    headers: {},
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {} as APIGatewayProxyEvent["requestContext"],
    ...changes,
  };
}

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

describe("there is no result, but an error that names the backend", () => {
  test("when the answer has more than 6 MB", async (context) => {
    const { url } = await backend(context, (response) => response.end(Buffer.alloc(6 * 1024 * 1024 + 1)));
    await assert.rejects(handler(event()), {
      message: new RegExp(`^the backend at ${url} answered more than`),
    });
  });

  test("when nobody listens there", async (context) => {
    const { url } = await backend(context);
    process.env.BACKEND_URL = url.replace(/:\d+$/, ":1");
    await assert.rejects(
      handler(event()),
      /^Error: the backend at http:\/\/127\.0\.0\.1:1 cannot be reached/,
    );
  });

  test("when it does not answer in time, or not to the end", async (context) => {
    const silent = await backend(context, (response, { url }) => {
      if (url === "/half") response.write("half");
    });
    for (const target of ["/none", "/half"]) {
      const request = {
        origin: new URL(silent.url),
        method: "GET",
        target,
        headers: {},
        body: Buffer.alloc(0),
      };
      await assert.rejects(exchange(request, 200), /did not answer within 0.2 seconds/);
    }
  });

  test("when it breaks off in the middle of its answer", async (context) => {
    await backend(context, (response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write("half", () => response.destroy());
    });
    await assert.rejects(handler(event()), /cannot be reached/);
  });
});

describe("BACKEND_URL", () => {
  test("must be an http or https address", async () => {
    for (const address of [undefined, "", "127.0.0.1:5000", "file:///etc/hosts"]) {
      if (address === undefined) delete process.env.BACKEND_URL;
      else process.env.BACKEND_URL = address;
      await assert.rejects(handler(event()), /BACKEND_URL must be the http or https address/);
    }
  });
});

test("the handler runs as a function under the runtime client", async (context) => {
  const { url } = await backend(context, (response, request) => response.end(request.url));
  const resolve = (name: string) => fileURLToPath(import.meta.resolve(name));
  const running = lambdaFunction({
    name: "backend",
    arn: "arn:aws:lambda:eu-central-1:123456789012:function:backend",
    handler: "handler.handler",
    taskRoot: dirname(resolve("#local/http-backend/handler")),
    command: [process.execPath, resolve("#local/lambda/node-runtime-client")],
    environment: { BACKEND_URL: url },
    timeoutMilliseconds: 20_000,
    memoryMegabytes: 256,
    onLog: () => {},
  });
  context.after(() => running.close());
  const result = await running.invoke(event({ path: "/conformance" }));
  assert.equal(result.kind, "answer");
  const { body } = JSON.parse(result.kind === "answer" ? result.payload : "{}");
  assert.equal(Buffer.from(body, "base64").toString(), "/conformance");
});
