/** A policy with fastgeoapi's contract, unchanged, behind the whole local gateway: with the mount prefix and without. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";
import { developmentTokens } from "../process/development-tokens.ts";
import { anyPathArn, anyPathBackend } from "./any-path-backend.ts";
import { loggedDecision, loggedDecisions, withDecisionLog } from "./decision-log.ts";
import { type OpaServer, startOpaWith } from "./start-opa.ts";

type Who = "osgeo" | "geobeyond" | "no company" | "a key" | "nobody";

/** What fastgeoapi's example says in words, asked below the mount prefix. */
const table: readonly (readonly [method: string, path: string, who: Who, status: number])[] = [
  ["GET", "/geoapi/", "no company", 200],
  ["GET", "/geoapi/", "a key", 200],
  ["POST", "/geoapi/", "osgeo", 403],
  ["GET", "/geoapi/static/img/logo.png", "no company", 200],
  ["GET", "/geoapi/static/css/page.css", "no company", 200],
  ["GET", "/geoapi/static/js/page.js", "osgeo", 403],
  ["GET", "/geoapi/collections", "a key", 200],
  ["GET", "/geoapi/collections/", "osgeo", 403],
  ["GET", "/geoapi/collections/obs/items?f=json", "osgeo", 200],
  ["DELETE", "/geoapi/collections/obs/items/1", "osgeo", 200],
  ["GET", "/geoapi/collections/obs/items", "geobeyond", 403],
  ["POST", "/geoapi/collections/lakes/items", "geobeyond", 200],
  ["GET", "/geoapi/collections/lakes", "osgeo", 403],
  ["GET", "/geoapi/collections/lakes", "a key", 403],
  ["GET", "/geoapi/collections/none", "no company", 403],
  ["GET", "/geoapi/conformance", "osgeo", 403],
];

function policyFolder(name: string): string {
  return fileURLToPath(new URL(`policies/${name}`, import.meta.url));
}

describe("a policy with fastgeoapi's contract", () => {
  const closers: (() => Promise<unknown>)[] = [];
  const opas: Record<string, OpaServer> = {};
  const apis: Record<string, LocalApi> = {};

  async function start(name: string, policy: string, more: object): Promise<void> {
    const commandArguments = withDecisionLog;
    const opa = await startOpaWith({ documents: [policyFolder(policy)], commandArguments });
    closers.push(() => opa.close());
    const backend = await anyPathBackend();
    closers.push(() => backend.remove());
    const settings: SettingsInput = {
      version: 1,
      apiKeys: {},
      tokens: developmentTokens,
      backend: { kind: "lambda", functionArn: anyPathArn, basePath: "/geoapi" },
      policy: { engine: "remote", url: opa.url, input: "fastapi-opa", decision: "httpapi/authz", ...more },
    };
    const api = await startLocalApi({ settings, functionsByArn: { [anyPathArn]: backend } });
    closers.push(() => api.close());
    opas[name] = opa;
    apis[name] = api;
  }
  before(async () => {
    await start("with the prefix", "mounted", {});
    await start("without the prefix", "httpapi", { basePathInInput: false });
    await start("written without, asked with the prefix", "httpapi", {});
  });
  after(async () => {
    for (const close of closers.reverse()) await close();
  });

  async function asked(name: string, method: string, path: string, who: Who) {
    const api = apis[name];
    const opa = opas[name];
    assert.ok(api !== undefined && opa !== undefined);
    const claims = who === "no company" ? {} : { company: who };
    const credential =
      who === "a key" ? { "x-api-key": api.apiKey } : { authorization: `Bearer ${await api.token(claims)}` };
    const answer = await ask(api.url, path, { method, headers: who === "nobody" ? {} : credential });
    return { api, opa, answer };
  }

  for (const name of ["with the prefix", "without the prefix"]) {
    test(`decides ${name} as it did behind fastgeoapi`, async () => {
      for (const [method, path, who, status] of table) {
        const { answer } = await asked(name, method, path, who);
        assert.equal(answer.status, status, `${method} ${path} by ${who}`);
      }
    });

    test(`is not asked ${name} about anybody anonymous, who is challenged`, async () => {
      const before = loggedDecisions(opas[name] as OpaServer).length;
      for (const path of ["/geoapi/", "/geoapi/collections", "/sayhello"]) {
        const { api, answer } = await asked(name, "GET", path, "nobody");
        assert.equal(answer.status, 401);
        assert.match(answer.headers["www-authenticate"] ?? "", /Bearer/);
        assert.equal((await decisionAbout(api, answer)).reason, "anonymous_not_asked");
      }
      const { api, opa, answer } = await asked(name, "GET", "/geoapi/", "osgeo");
      await loggedDecision(opa, (await decisionAbout(api, answer)).decisionId);
      assert.equal(loggedDecisions(opa).length, before + 1);
    });
  }

  test("is told the claims flat, then method and path, and logs the id that our line has", async () => {
    for (const [name, prefix] of [
      ["with the prefix", ["geoapi"]],
      ["without the prefix", []],
    ] as const) {
      const { api, opa, answer } = await asked(name, "GET", "/geoapi/collections/obs/", "osgeo");
      const { decisionId, policyRevision } = await decisionAbout(api, answer);
      const { input, path } = await loggedDecision(opa, decisionId);
      const { iss, company, request_method, request_path } = input as Record<string, unknown>;
      assert.deepEqual(
        [path, iss, company, request_method, request_path, policyRevision],
        [
          "httpapi/authz",
          api.issuer?.issuer,
          "osgeo",
          "GET",
          [...prefix, "collections", "obs", ""],
          "unversioned",
        ],
      );
    }
  });

  test("is not asked without the prefix about a path outside of it, which would read like one inside", async () => {
    for (const path of ["/collections/obs/items", "/", "/geoapis/collections"]) {
      const { api, answer } = await asked("without the prefix", "GET", path, "osgeo");
      const { reason } = await decisionAbout(api, answer);
      assert.deepEqual([answer.status, reason], [403, "path_outside_base_path"], path);
    }
  });

  test("refuses everything when it was written without the prefix and is asked with it, as fastgeoapi's sample does", async () => {
    for (const [method, path, who] of table) {
      const { answer } = await asked("written without, asked with the prefix", method, path, who);
      assert.equal(answer.status, 403, `${method} ${path} by ${who}`);
    }
  });
});
