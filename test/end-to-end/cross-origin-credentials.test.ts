/** One origin with credentials of the browser's own: every kind of answer allows it, and no answer allows another. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask, type ExactRequest } from "#test/http/exact-request";
import { sampleSettings } from "./sample-settings.ts";

const map = "https://maps.example.org";
const wells = "/collections/wells/items?limit=1";

let api: LocalApi;
before(async () => {
  const cors = { allowOrigins: [map], allowCredentials: true };
  api = await startLocalApi({ settings: sampleSettings({ api: { cors }, apiKeys: { basic: true } }) });
});
after(() => api?.close());

/** The status of an answer, and what a browser judges it by. */
async function judged(path: string, origin: string, { headers, ...request }: ExactRequest = {}) {
  const answer = await ask(api.url, path, { ...request, headers: { ...headers, origin } });
  return {
    status: answer.status,
    allowOrigin: answer.headers["access-control-allow-origin"],
    allowCredentials: answer.headers["access-control-allow-credentials"],
    varies: /\bOrigin\b/.test(answer.headers.vary ?? ""),
  };
}

const basic = () => ({ authorization: `Basic ${Buffer.from(`${api.apiKey}:`).toString("base64")}` });
const allowed = { allowOrigin: map, allowCredentials: "true", varies: true };

describe("a page of the one origin", () => {
  test("may read what the backend answers to a key by HTTP Basic", async () => {
    assert.deepEqual(await judged(wells, map, { headers: basic() }), { status: 200, ...allowed });
  });

  test("may read a refusal, an exception of the backend, and a preflight", async () => {
    for (const [status, path, request] of [
      [401, wells, {}],
      [404, "/collections/nothing", {}],
      [204, wells, { method: "OPTIONS", headers: { "access-control-request-method": "GET" } }],
    ] as const) {
      assert.deepEqual(await judged(path, map, request), { status, ...allowed }, `${status} ${path}`);
    }
  });
});

test("a page of another origin may read nothing, for no answer names it", async () => {
  const other = "https://maps.example.org.evil.example";
  for (const request of [{ headers: basic() }, {}, { method: "OPTIONS" }]) {
    const { allowOrigin, varies } = await judged(wells, other, request);
    assert.notEqual(allowOrigin, other);
    assert.notEqual(allowOrigin, "*");
    assert.equal(varies, true);
  }
});

test("a page of the one origin may send what clients of features and processes send", async () => {
  const headers = "authorization, content-type, accept, prefer, if-match, content-crs, x-api-key".split(", ");
  for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
    const { headers: told } = await ask(api.url, wells, {
      method: "OPTIONS",
      headers: {
        origin: map,
        "access-control-request-method": method,
        "access-control-request-headers": headers.join(","),
      },
    });
    const list = (name: string) => String(told[name]).split(",");
    assert.ok(list("access-control-allow-methods").includes(method));
    // Browsers compare names of headers without regard to case, and take no `*` for a name with credentials.
    const allowed = list("access-control-allow-headers").map((name) => name.toLowerCase());
    assert.deepEqual(
      headers.filter((name) => !allowed.includes(name)),
      [],
    );
  }
});
