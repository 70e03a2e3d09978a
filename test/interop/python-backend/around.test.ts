import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { LambdaFunction } from "#local/lambda/lambda-function";
import type { LocalApi } from "#local/local-api";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { withoutAuthorizer } from "../gateway/without-authorizer.ts";
import { backends, invokedDirectly, startGuarded } from "./guarded-backend.ts";

const lakes = "/collections/lakes/items";

function assertRefused({ status, headers, text }: Pick<ExactAnswer, "status" | "headers" | "text">): void {
  assert.equal(status, 403, text);
  assert.match(headers["content-type"] ?? "", /^application\/json/);
  const { code, title, detail, description } = JSON.parse(text);
  assert.deepEqual([code, title], ["Forbidden", "Forbidden"]);
  assert.equal(detail, description);
  assert.ok(!/authorizer|mark|principal/i.test(text), text);
}

for (const backend of backends) {
  describe(`${backend} behind another gateway`, () => {
    async function refuses(api: LocalApi): Promise<void> {
      try {
        assertRefused(await ask(api.url, lakes));
        const headers = { "x-api-key": api.apiKey, ogcApiAuthorizer: "guarded" };
        assertRefused(await ask(api.url, lakes, { headers }));
      } finally {
        await api.close();
      }
    }

    test("that has no authorizer answers 403", async () =>
      refuses(await startGuarded(backend, {}, { template: withoutAuthorizer })));

    test("whose authorizer is another deployment's answers 403", async () =>
      refuses(await startGuarded(backend, { name: "elsewhere" })));
  });

  describe(`${backend} with a policy that hands something over`, () => {
    test("is told it, beside the principal", async () => {
      const result = { allow: true, context: { tenant: "north", place: "Genève" } };
      const server = createServer((_, response) => response.end(JSON.stringify({ result })));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const api = await startGuarded(backend, { policy: { engine: "remote", url }, accessRules: [] });
      try {
        const { status, text } = await ask(api.url, lakes, { headers: { tenant: "south" } });
        assert.equal(status, 200, text);
        assert.deepEqual(JSON.parse(text).principal.context, result.context);
      } finally {
        await api.close();
        server.closeAllConnections();
        server.close();
      }
    });
  });

  describe(`${backend} invoked directly`, () => {
    const log: string[] = [];
    let called: LambdaFunction;
    before(() => {
      called = invokedDirectly(backend, (line) => log.push(line));
    });
    after(() => called?.close());

    async function invoke(authorizer: unknown): Promise<{ status: number; text: string; headers: object }> {
      const requestContext = {
        identity: { sourceIp: "192.0.2.7" },
        extendedRequestId: "direct-1",
        ...(authorizer !== undefined && { authorizer }),
      };
      const result = await called.invoke({
        resource: "/{proxy+}",
        path: lakes,
        httpMethod: "GET",
        headers: {},
        multiValueHeaders: { ogcApiAuthorizer: ["guarded"] },
        queryStringParameters: null,
        multiValueQueryStringParameters: null,
        requestContext,
        body: null,
        isBase64Encoded: false,
      });
      assert.equal(result.kind, "answer", JSON.stringify(result));
      const { statusCode, body, headers, multiValueHeaders, isBase64Encoded } = JSON.parse(
        result.kind === "answer" ? result.payload : "",
      );
      assert.equal(isBase64Encoded, false);
      const every = { ...headers };
      for (const [name, values] of Object.entries<string[]>(multiValueHeaders ?? {}))
        every[name] ??= values.at(-1);
      return { status: statusCode, text: body, headers: every };
    }

    const ours = { ogcApiAuthorizer: "guarded", principalId: "anonymous", principalKind: "anonymous" };
    const refused: Readonly<Record<string, unknown>> = {
      "without an authorizer": undefined,
      "with an authorizer that is null": null,
      "with another authorizer's context": { principalId: "u1", tenant: "north", integrationLatency: 3 },
      "with a Cognito authorizer's claims": { claims: { sub: "u1" } },
      "with another deployment's mark": { ...ours, ogcApiAuthorizer: "elsewhere" },
      "with a mark that is no text": { ...ours, ogcApiAuthorizer: ["guarded"] },
      "with a kind that nobody knows": { ...ours, principalKind: "root" },
    };
    for (const [what, authorizer] of Object.entries(refused)) {
      test(`${what} answers 403`, async () => {
        const answer = await invoke(authorizer);
        assertRefused({ ...answer, headers: answer.headers as ExactAnswer["headers"] });
        assert.equal(JSON.parse(answer.text).requestId, "direct-1");
      });
    }

    test("says in its log why, under the request's id", async () => {
      const expected = Object.keys(refused).length;
      const refusals = () => log.filter((line) => line.includes("refused: "));
      // A function's lines come by another way than its answers.
      for (let waited = 0; refusals().length < expected && waited < 2000; waited += 10) await sleep(10);
      assert.equal(refusals().length, expected, log.join("\n"));
      assert.match(refusals()[0] ?? "", /no_authorizer, request direct-1/);
    });

    test("with an event that repeats our context is answered: who may invoke it may forge one", async () => {
      assert.equal((await invoke(ours)).status, 200);
    });
  });
}
