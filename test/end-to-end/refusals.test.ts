/** What refused clients are told: challenges at every address, exceptions with help, and nothing that anybody may keep. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask, type ExactAnswer, type ExactRequest } from "#test/http/exact-request";
import { sampleSettings } from "./sample-settings.ts";

const helpUrl = "https://www.example.org/help?of=$context.stage";
const page = "https://maps.example.org";
/** An issuer whose keys nobody can fetch: the port is never served. */
const silent = "http://127.0.0.1:9";

let api: LocalApi;
before(async () => {
  const { tokens } = sampleSettings();
  const audiences = ["ogc-api"];
  api = await startLocalApi({
    settings: sampleSettings({
      api: {
        realm: "waters",
        cors: { allowOrigins: [page], allowCredentials: true, exposeHeaders: ["X-Amz-Apigw-Id"] },
        refusals: { helpUrl },
      },
      apiKeys: { basic: true },
      tokens: {
        issuers: [...(tokens?.issuers ?? []), { issuer: silent, jwksUri: `${silent}/jwks.json`, audiences }],
      },
      accessRules: [
        { who: { apiKey: "local" }, may: ["read"], on: { api: true } },
        { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
      ],
    }),
  });
});
after(() => api?.close());

const wells = "/collections/wells/items";
const asked = (path: string, request?: ExactRequest) => ask(api.url, path, request);
const bearer = async (claims: Record<string, unknown>) => ({
  headers: { authorization: `Bearer ${await api.token(claims)}` },
});

/** Every refusal by its status: how it is come to. */
const refusals: Record<number, () => Promise<ExactAnswer>> = {
  401: () => asked(wells),
  403: async () => asked(wells, await bearer({ scope: "other" })),
  415: () =>
    asked(wells, {
      method: "OPTIONS",
      headers: { "content-type": "text/plain", "content-length": 1 },
      body: "x",
    }),
  500: async () => asked(wells, await bearer({ iss: silent })),
};

describe("nobody's request", () => {
  const addresses = [
    "/",
    "/conformance",
    "/api?f=json",
    "/collections",
    "/collections/wells",
    wells,
    `${wells}/1`,
    "/collections/nothing-here",
    "/processes",
    "/processes/hello-world",
    "/processes/hello-world/execution",
    "/jobs",
    "/static/style.css",
    "/admin/config/reload",
    "/mcp",
    "/healthz",
    "/no/such/thing",
    "/.well-known/openid-configuration",
  ];

  test("is a 401 with every challenge, for GET and HEAD of any address alike", async () => {
    const metadata = `${api.url}/.well-known/oauth-protected-resource`;
    const challenges =
      `Basic realm="waters", charset="UTF-8", Bearer realm="waters", resource_metadata="${metadata}", ` +
      'ApiKey realm="waters", header="X-API-Key"';
    for (const address of addresses) {
      const [get, head] = [await asked(address), await asked(address, { method: "HEAD" })];
      for (const { status, headers } of [get, head]) {
        assert.deepEqual([status, headers["www-authenticate"]], [401, challenges], address);
      }
      assert.equal(head.text, "");
      assert.equal(JSON.parse(get.text).code, "Unauthorized");
    }
  });

  test("is told no more when it brings a credential that is wrong", async () => {
    const without = await asked(wells);
    for (const headers of [{ "x-api-key": "wrong" }, { authorization: "Bearer x.y.z" }]) {
      const wrong = await asked(wells, { headers });
      assert.equal(wrong.status, 401);
      assert.equal(wrong.headers["www-authenticate"], without.headers["www-authenticate"]);
      assert.equal(withoutId(wrong.text), withoutId(without.text));
    }
  });
});

describe("a refusal", () => {
  test("is an OGC exception and a problem detail with its status, the request's id and an address of help", async () => {
    for (const status of [401, 403, 415]) {
      const answer = await refusals[status]?.();
      assert.ok(answer);
      const body = JSON.parse(answer.text);
      assert.deepEqual([answer.status, body.status, body.type], [status, status, "about:blank"]);
      assert.ok(body.title && body.detail && body.code, answer.text);
      assert.deepEqual([body.description, body.helpUrl], [body.detail, helpUrl]);
      assert.equal(body.extendedRequestId, answer.headers["x-amz-apigw-id"]);
      assert.equal(Object.hasOwn(body, "reason"), false);
    }
  });

  test("names the scope that would do, to a token that lacks nothing else", async () => {
    const answer = await refusals[403]?.();
    assert.equal(
      answer?.headers["www-authenticate"],
      'Bearer realm="waters", error="insufficient_scope", scope="wells:read"',
    );
  });

  test("that is a failure tells the request's id and nothing of what failed", async () => {
    const answer = await refusals[500]?.();
    assert.ok(answer);
    assert.deepEqual(JSON.parse(answer.text), {
      type: "about:blank",
      title: "Internal error",
      status: 500,
      detail: "The API failed to answer. Who runs it can find the reason by the extendedRequestId.",
      code: "InternalError",
      description: "The API failed to answer. Who runs it can find the reason by the extendedRequestId.",
      extendedRequestId: answer.headers["x-amz-apigw-id"],
    });
    assert.equal(answer.headers["www-authenticate"], undefined);
  });

  test("of whatever kind is kept by nobody, and read by pages of the allowed origin", async () => {
    for (const [status, refused] of Object.entries(refusals)) {
      const answer = await refused();
      assert.equal(String(answer.status), status);
      assert.deepEqual(
        [
          answer.headers["cache-control"],
          answer.headers["access-control-allow-origin"],
          answer.headers["access-control-allow-credentials"],
          answer.headers["access-control-expose-headers"],
          answer.headers.vary,
        ],
        ["no-store", page, "true", "X-Amz-Apigw-Id,WWW-Authenticate", "Origin"],
        status,
      );
    }
  });
});

const withoutId = (text: string) => text.replace(/"extendedRequestId":"[^"]*"/, "");
