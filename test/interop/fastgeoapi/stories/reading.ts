/** A protected fastgeoapi below its mount path: what it is asked for is answered by the real one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { mountPath } from "../prepare.ts";
import type { ProtectedFastgeoapi } from "../start-protected.ts";

const observations = "/collections/obs/items?limit=2";

/** What the API answers to whom. */
export function reading(api: () => ProtectedFastgeoapi): void {
  describe("fastgeoapi's API", () => {
    const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<ExactAnswer> =>
      ask(api().url, `${mountPath}${path}`, { headers });

    test("is open where anyone may read: landing page, conformance, API definition, open collection", async () => {
      for (const path of [
        "/",
        "/conformance",
        "/openapi",
        "/collections",
        "/collections/lakes",
        "/processes",
      ]) {
        const { status, headers, text } = await get(path);
        assert.equal(status, 200, path);
        assert.equal(headers["x-powered-by"]?.includes("pygeoapi"), true, path);
        assert.doesNotThrow(() => JSON.parse(text), path);
      }
    });

    test("gives the observations to a key and to a token with the scope, in the same deployment", async () => {
      for (const headers of [api().withKey, await api().withScope("obs:read")]) {
        const { status, text } = await get(observations, headers);
        assert.equal(status, 200);
        const { features, numberMatched } = JSON.parse(text);
        assert.deepEqual([features.length, numberMatched, features[0].properties.station], [2, 4, "harbour"]);
      }
    });

    test("challenges nobody in particular by both schemes, where fastgeoapi knows one at a time", async () => {
      const { status, headers, text } = await get(observations);
      assert.equal(status, 401);
      assert.match(headers["www-authenticate"] ?? "", /Bearer/);
      assert.match(headers["www-authenticate"] ?? "", /X-API-Key/);
      assert.equal(text.includes("harbour"), false);
    });

    test("answers 403 to who is known and may not, where fastgeoapi answers 401", async () => {
      assert.equal((await get(observations, await api().withScope("lakes:write"))).status, 403);
      const headers = { ...api().withKey, "content-type": "application/geo+json" };
      const answer = await ask(api().url, `${mountPath}/collections/lakes/items`, {
        method: "POST",
        headers,
      });
      assert.equal(answer.status, 403);
    });

    test("answers 401 to a wrong and to an empty key, also where anyone may read", async () => {
      for (const key of ["wrong", ""]) {
        for (const path of [observations, "/"]) {
          assert.equal((await get(path, { "x-api-key": key })).status, 401, `"${key}" ${path}`);
        }
      }
    });

    test("answers HEAD like GET", async () => {
      const head = (headers: Readonly<Record<string, string>>) =>
        ask(api().url, `${mountPath}/collections/obs/items`, { method: "HEAD", headers });
      assert.deepEqual([(await head({})).status, (await head(api().withKey)).status], [401, 200]);
    });

    test("marks nothing as public that a cache between us could keep", async () => {
      for (const path of ["/", observations]) {
        const { headers } = await get(path, api().withKey);
        assert.doesNotMatch(headers["cache-control"] ?? "", /public|max-age=[1-9]/, path);
      }
    });
  });
}
