/** The sample API as the Lambda function that it is. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { lambdaFunction } from "#local/lambda/lambda-function";
import { handler } from "#local/sample-api/handler";
import { jsonOf, linkOf, proxyEvent } from "./sample-client.ts";

afterEach(() => {
  delete process.env.OGC_API_PUBLIC_URL;
});

describe("the handler", () => {
  test("links to the address in OGC_API_PUBLIC_URL", async () => {
    process.env.OGC_API_PUBLIC_URL = "http://127.0.0.1:3000/v1";
    const result = await handler(proxyEvent("GET", "/"));
    assert.equal(linkOf(result, "data"), "http://127.0.0.1:3000/v1/collections");
  });

  test("links to the stage without it, and never to what the Host header says", async () => {
    const event = proxyEvent("GET", "/collections", {
      headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example" },
    });
    const result = await handler(event);
    assert.equal(
      linkOf(result, "self"),
      "https://abc123.execute-api.eu-central-1.amazonaws.com/v1/collections",
    );
    assert.ok(!result.body.includes("evil"));
  });

  test("answers whatever path, query and body it gets", async () => {
    const parts = fc.constantFrom(
      "collections",
      "lakes",
      "items",
      "processes",
      "hello-world",
      "execution",
      "jobs",
      "%",
      "%00",
      "%2F",
      "%c3%28",
      "..",
      "__proto__",
      "constructor",
      "",
    );
    const path = fc
      .array(fc.oneof(parts, fc.string({ unit: "binary" })))
      .map((segments) => `/${segments.join("/")}`);
    const query = fc.dictionary(
      fc.constantFrom("f", "limit", "bbox", "datetime", "name", "offset"),
      fc.array(fc.string()),
    );
    const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "");
    const body = fc.oneof(fc.constant(null), fc.string(), fc.json());
    await fc.assert(
      fc.asyncProperty(
        path,
        query,
        method,
        body,
        fc.boolean(),
        async (where, asked, how, sent, isBase64Encoded) => {
          const headers = { "Content-Type": "application/geo+json", Accept: "text/html;q=1;q=2,;;" };
          const event = proxyEvent(how, where, { headers });
          const result = await handler({
            ...event,
            path: where,
            body: sent,
            isBase64Encoded,
            multiValueQueryStringParameters: asked,
          });
          assert.ok(result.statusCode >= 200 && result.statusCode < 510 && result.statusCode !== 500);
          assert.equal(typeof result.body, "string");
        },
      ),
      { numRuns: 500 },
    );
  });

  test("answers an event with hardly anything in it", async () => {
    const event = { ...proxyEvent("GET", "/"), headers: null, multiValueHeaders: null, requestContext: {} };
    const result = await handler(event as unknown as Parameters<typeof handler>[0]);
    assert.equal(result.statusCode, 200);
  });
});

test("bundled as CommonJS, it runs as a function, with nothing but Node.js", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "sample-api-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const resolve = (name: string) => fileURLToPath(import.meta.resolve(name));
  const bundle = await build({
    entryPoints: [resolve("#local/sample-api/handler")],
    bundle: true,
    platform: "node",
    format: "cjs",
    metafile: true,
    absWorkingDir: fileURLToPath(new URL("../../../", import.meta.url)),
    outfile: join(folder, "index.cjs"),
  });
  const inputs = Object.keys(bundle.metafile.inputs);
  assert.deepEqual(
    inputs.filter((path) => !path.startsWith("local/sample-api/")),
    [],
  );
  const running = lambdaFunction({
    name: "sample-api",
    arn: "arn:aws:lambda:eu-central-1:123456789012:function:sample-api",
    handler: "index.handler",
    taskRoot: folder,
    command: [process.execPath, resolve("#local/lambda/node-runtime-client")],
    environment: { OGC_API_PUBLIC_URL: "http://127.0.0.1:3000/v1" },
    timeoutMilliseconds: 20_000,
    memoryMegabytes: 256,
    onLog: () => {},
  });
  context.after(() => running.close());
  const result = await running.invoke(proxyEvent("GET", "/collections/wells/items"));
  assert.equal(result.kind, "answer");
  const answered = JSON.parse(result.kind === "answer" ? result.payload : "{}");
  assert.equal(answered.statusCode, 200);
  assert.equal(jsonOf(answered).numberMatched, 10);
});
