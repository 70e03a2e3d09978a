/** Pages of several origins: each may ask, no other may, and refusals without anything secret may be read by all. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { sampleSettings } from "./sample-settings.ts";

const allowOrigins = ["https://maps.example.org", "https://atlas.example.org", "http://localhost:3000"];
const metadataPath = "/.well-known/oauth-protected-resource";
const wells = "/collections/wells/items";

let api: LocalApi;
before(async () => {
  api = await startLocalApi({
    settings: sampleSettings({
      api: {
        cors: { allowOrigins, allowMethods: ["GET", "HEAD"], allowHeaders: ["X-Project"], maxAgeSeconds: 60 },
      },
    }),
  });
});
after(() => api?.close());

const originOf = ({ headers }: ExactAnswer) => headers["access-control-allow-origin"];
const preflight = (path: string, headers: Readonly<Record<string, string>>) =>
  ask(api.url, path, { method: "OPTIONS", headers });

describe("a preflight", () => {
  test("names the origin that asks, at every address, and what its pages may send", async () => {
    for (const path of ["/", wells, "/no/such/thing", metadataPath]) {
      for (const origin of allowOrigins) {
        const answer = await preflight(path, { origin, "access-control-request-method": "GET" });
        assert.deepEqual([answer.status, answer.text, originOf(answer)], [204, "", origin], path);
        const { headers } = answer;
        assert.deepEqual(
          [
            headers["access-control-allow-methods"],
            headers["access-control-allow-headers"],
            headers["access-control-max-age"],
            headers["access-control-allow-credentials"],
            headers.vary,
          ],
          ["GET,HEAD", "X-Project,Authorization,X-API-Key", "60", undefined, "Origin"],
        );
      }
    }
  });

  test("reads the origin under its name in capitals as well", async () => {
    const [first = ""] = allowOrigins;
    assert.equal(originOf(await preflight(wells, { Origin: first })), first);
  });

  test("allows no other origin, however alike, and none to who has none", async () => {
    const others = [
      "https://evil.example",
      "https://maps.example.org.evil.example",
      "https://maps.example.or",
      "http://maps.example.org",
      "https://maps.example.org:8443",
      "HTTPS://MAPS.EXAMPLE.ORG",
      "null",
      "*",
      "$origin",
      "",
    ];
    for (const origin of others) {
      const answer = await preflight(wells, { origin });
      assert.deepEqual(
        [answer.status, originOf(answer), answer.headers.vary],
        [204, undefined, "Origin"],
        origin,
      );
    }
    assert.equal(originOf(await preflight(wells, {})), undefined);
  });
});

test("a refusal and the metadata may be read by every page, and never with the browser's credentials", async () => {
  for (const [path, status] of [
    [wells, 401],
    [metadataPath, 200],
  ] as const) {
    const answer = await ask(api.url, path, { headers: { origin: "https://maps.example.org" } });
    assert.deepEqual([answer.status, originOf(answer)], [status, "*"]);
    assert.equal(answer.headers["access-control-allow-credentials"], undefined);
  }
});

test("the metadata answers GET, HEAD and OPTIONS to everybody, whatever credential comes along", async () => {
  for (const [method, status] of [
    ["GET", 200],
    ["HEAD", 200],
    ["OPTIONS", 204],
  ] as const) {
    const answer = await ask(api.url, metadataPath, { method, headers: { "x-api-key": "wrong" } });
    assert.equal(answer.status, status, method);
  }
});
