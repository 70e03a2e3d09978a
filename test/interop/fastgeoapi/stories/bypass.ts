/** Other spellings of protected addresses: fastgeoapi by itself answers many; none gets past the authorizer. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import type { DirectFastgeoapi } from "../start-fastgeoapi.ts";
import type { ProtectedFastgeoapi } from "../start-protected.ts";
import { isServed, servedDirectly, servedNowhere } from "./spellings.ts";

/** What an unprotected fastgeoapi serves. */
export function servedWithoutProtection(fastgeoapi: () => DirectFastgeoapi): void {
  describe("fastgeoapi without protection, asked by nobody in particular,", () => {
    for (const path of servedDirectly) {
      test(`serves ${path}`, async () => {
        const answer = await ask(fastgeoapi().url, path);
        assert.equal(answer.status, 200);
        assert.ok(isServed(answer.text));
      });
    }
  });
}

/** What is refused, where anyone may read the API, its files and every other collection. */
export function bypass(api: () => ProtectedFastgeoapi): void {
  describe("fastgeoapi behind the gateway", () => {
    for (const path of [...servedDirectly, ...servedNowhere]) {
      test(`is not reached at ${path}, by nobody, by a token, or by a key that may read observations`, async () => {
        const token = await api().withScope("lakes:write");
        // API Gateway itself takes the second slash after the stage for the first one of the path.
        const isOrdinary = path.startsWith("//geoapi");
        for (const [headers, methods] of [
          [{}, ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]],
          [token, ["GET", "HEAD", "POST"]],
          [api().withKey, isOrdinary ? [] : ["GET", "HEAD", "POST"]],
        ] as const) {
          for (const method of methods) {
            const answer = await ask(api().url, path, { method, headers });
            assert.ok([401, 403].includes(answer.status), `${method} ${answer.status}`);
            assert.ok(!isServed(answer.text));
          }
        }
      });
    }

    test("answers OPTIONS by itself everywhere, and hands none on", async () => {
      for (const path of ["/admin/config/reload", "/docs", "/mcp", "/geoapi/collections/obs/items"]) {
        const { status, text, headers } = await ask(api().url, path, { method: "OPTIONS" });
        assert.deepEqual([status, text, headers.allow], [204, "", undefined], path);
      }
    });

    test("has reloaded nothing after all of these", async () => {
      const headers = await api().withScope("server:operate");
      const { status, text } = await ask(api().url, "/admin/config/reload", { headers });
      assert.equal(status, 200);
      assert.equal(JSON.parse(text).last, null);
    });
  });
}
