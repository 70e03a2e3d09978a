/** fastgeoapi decided about by a policy with its own contract on a real OPA, for keys and tokens at the same time. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { SettingsInput } from "#core/settings/schema";
import type { LocalApi } from "#local/local-api";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";
import { loggedDecision, withDecisionLog } from "../opa/decision-log.ts";
import { type OpaServer, startOpaWith } from "../opa/start-opa.ts";
import { developmentTokens } from "../process/development-tokens.ts";
import { fastgeoapiBackend, startBehindGateway } from "./start-fastgeoapi.ts";

type Who = "osgeo" | "geobeyond" | "no company" | "a key" | "a forged token" | "nobody";

/** What fastgeoapi's example says in words: who asks for what, our status, and what only its real answer says. */
const table: readonly (readonly [method: string, path: string, who: Who, status: number, says?: RegExp])[] = [
  ["GET", "/geoapi/", "no company", 200, /Weather and lakes/],
  ["GET", "/geoapi/", "a key", 200, /Weather and lakes/],
  ["GET", "/geoapi/static/css/default.css", "no company", 200, /crumbs/],
  ["GET", "/geoapi/static/img/logo.png", "a key", 200],
  ["GET", "/geoapi/collections", "a key", 200, /"obs"/],
  ["GET", "/geoapi/collections", "geobeyond", 200, /"lakes"/],
  ["GET", "/geoapi/collections/obs", "osgeo", 200, /Observations/],
  ["GET", "/geoapi/collections/obs/items?limit=1", "osgeo", 200, /harbour/],
  ["GET", "/geoapi/collections/obs/items", "geobeyond", 403],
  ["GET", "/geoapi/collections/obs/items", "no company", 403],
  ["GET", "/geoapi/collections/obs/items", "a key", 403],
  ["GET", "/geoapi/collections/lakes/items/geneva", "geobeyond", 200, /Lake Geneva/],
  ["DELETE", "/geoapi/collections/lakes/items/garda", "osgeo", 403],
  ["DELETE", "/geoapi/collections/lakes/items/garda", "geobeyond", 200],
  ["GET", "/geoapi/collections/lakes/items/garda", "geobeyond", 404],
  ["GET", "/geoapi/conformance", "osgeo", 403],
  ["GET", "/geoapi/processes", "osgeo", 403],
  // fastgeoapi has these outside of its own policy, open to everyone.
  ["GET", "/admin/config/reload", "osgeo", 403],
  ["POST", "/admin/config/reload", "a key", 403],
  ["GET", "/openapi.json", "osgeo", 403],
  ["GET", "/docs", "a key", 403],
  ["POST", "/mcp", "osgeo", 403],
  ["GET", "/healthz", "osgeo", 403],
  ["GET", "/geoapi/", "a forged token", 401],
  ["GET", "/geoapi/", "nobody", 401],
  ["GET", "/geoapi/collections/obs/items", "nobody", 401],
  ["GET", "/docs", "nobody", 401],
];

const variants = [
  { name: "with the mount prefix", policy: "mounted", more: {}, prefix: ["geoapi"] },
  { name: "without the mount prefix", policy: "httpapi", more: { basePathInInput: false }, prefix: [] },
] as const;

for (const { name, policy, more, prefix } of variants) {
  describe(`fastgeoapi under its users' policy, written ${name}`, () => {
    let opa: OpaServer;
    let api: LocalApi;
    before(async () => {
      const folder = fileURLToPath(new URL(`../opa/policies/${policy}`, import.meta.url));
      opa = await startOpaWith({ documents: [folder], commandArguments: withDecisionLog });
      const settings: SettingsInput = {
        version: 1,
        name: "fastgeoapi",
        backend: fastgeoapiBackend,
        apiKeys: {},
        tokens: developmentTokens,
        policy: { engine: "remote", url: opa.url, input: "fastapi-opa", decision: "httpapi/authz", ...more },
      };
      api = await startBehindGateway({ settings });
    });
    after(async () => {
      await api?.close();
      await opa?.close();
    });

    async function headersOf(who: Who): Promise<Readonly<Record<string, string>>> {
      if (who === "nobody") return {};
      if (who === "a key") return { "x-api-key": api.apiKey };
      const token = await api.token(who === "no company" || who === "a forged token" ? {} : { company: who });
      const [header, payload, signature = ""] = token.split(".");
      const forged = `${header}.${payload}.${[...signature].reverse().join("")}`;
      return { authorization: `Bearer ${who === "a forged token" ? forged : token}` };
    }

    for (const [method, path, who, status, says] of table) {
      test(`${method} ${path} by ${who} is ${status}`, async () => {
        const answer = await ask(api.url, path, { method, headers: await headersOf(who) });
        assert.equal(answer.status, status, answer.text);
        if (says !== undefined) assert.match(answer.text, says);
      });
    }

    test("is asked flat, with the path as its users write it", async () => {
      const path = "/geoapi/collections/obs/items";
      const answer = await ask(api.url, path, { headers: await headersOf("osgeo") });
      const { decisionId } = await decisionAbout(api, answer);
      const { input } = await loggedDecision(opa, decisionId);
      const { company, request_method, request_path } = input as Record<string, unknown>;
      assert.deepEqual(
        [company, request_method, request_path],
        ["osgeo", "GET", [...prefix, "collections", "obs", "items"]],
      );
    });
  });
}
