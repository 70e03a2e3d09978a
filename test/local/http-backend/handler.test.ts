/** The function that passes requests on: its errors, its one setting, and that it runs as a Lambda function. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { afterEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { exchange } from "#local/http-backend/exchange";
import { handler } from "#local/http-backend/handler";
import { lambdaFunction } from "#local/lambda/lambda-function";
import { backend, event } from "./real-backend.ts";

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
  afterEach(() => {
    delete process.env.BACKEND_URL;
  });

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
