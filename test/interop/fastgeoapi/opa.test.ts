/** fastgeoapi decided about by policies on a real OPA, for keys, tokens and nobody in particular at the same time. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { LocalApi } from "#local/local-api";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";
import { loggedDecision, withDecisionLog } from "../opa/decision-log.ts";
import { type OpaServer, startOpaWith } from "../opa/start-opa.ts";
import { developmentTokens } from "../process/development-tokens.ts";
import { fastgeoapiBackend, startBehindGateway } from "./start-fastgeoapi.ts";
import { nothingStarted } from "./tutorial/started-together.ts";

type Who = "osgeo" | "geobeyond" | "no company" | "a key" | "a forged token" | "nobody";

/** Who asks for what, our status, and what only fastgeoapi's real answer says. */
type Row = readonly [method: string, path: string, who: Who, status: number, says?: RegExp];

/** What fastgeoapi's example says in words. */
const example: readonly Row[] = [
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

/** What a policy says that is asked about nobody in particular as well. */
const waters: readonly Row[] = [
  ["GET", "/geoapi/", "nobody", 200, /Weather and lakes/],
  ["GET", "/geoapi/collections/lakes/items/geneva", "nobody", 200, /Lake Geneva/],
  ["GET", "/geoapi/collections/lakes/items/geneva", "a key", 200, /Lake Geneva/],
  ["GET", "/geoapi/collections/obs/items", "nobody", 401],
  ["GET", "/geoapi/collections/obs/items", "a forged token", 401],
  ["GET", "/geoapi/collections/obs/items", "a key", 200, /harbour/],
  ["GET", "/geoapi/collections/obs/items", "osgeo", 200, /harbour/],
  ["GET", "/geoapi/collections/obs/items", "geobeyond", 403],
  ["DELETE", "/geoapi/collections/lakes/items/garda", "nobody", 401],
  ["DELETE", "/geoapi/collections/lakes/items/garda", "a key", 403],
  ["DELETE", "/geoapi/collections/lakes/items/garda", "osgeo", 403],
  ["DELETE", "/geoapi/collections/lakes/items/garda", "geobeyond", 200],
  ["GET", "/geoapi/collections/lakes/items/garda", "nobody", 404],
  ["GET", "/docs", "nobody", 401],
  ["GET", "/healthz", "a key", 403],
  ["POST", "/admin/config/reload", "a key", 403],
  ["POST", "/admin/config/reload", "osgeo", 403],
];

const policyFolder = (name: string) => fileURLToPath(new URL(`../opa/policies/${name}`, import.meta.url));

const foreign = { input: "fastapi-opa", decision: "httpapi/authz" } as const;
const variants = [
  {
    name: "its users' policy, written with the mount prefix",
    document: policyFolder("mounted"),
    policy: foreign,
    table: example,
  },
  {
    name: "its users' policy, written without the mount prefix",
    document: policyFolder("httpapi"),
    policy: { ...foreign, basePathInInput: false },
    table: example,
  },
  {
    name: "a policy that is asked about nobody in particular as well",
    document: fileURLToPath(new URL("policy/waters.rego", import.meta.url)),
    policy: { decision: "waters/allow" },
    table: waters,
  },
] as const;

interface Decided {
  readonly opa: OpaServer;
  readonly api: LocalApi;
}

async function headersOf(who: Who, api: LocalApi): Promise<Readonly<Record<string, string>>> {
  if (who === "nobody") return {};
  if (who === "a key") return { "x-api-key": api.apiKey };
  const token = await api.token(who === "no company" || who === "a forged token" ? {} : { company: who });
  const [header, payload, signature = ""] = token.split(".");
  const forged = `${header}.${payload}.${[...signature].reverse().join("")}`;
  return { authorization: `Bearer ${who === "a forged token" ? forged : token}` };
}

/** What OPA has logged of our question about a GET by somebody; `undefined` where it was not asked. */
async function question({ api, opa }: Decided, who: Who): Promise<Record<string, unknown> | undefined> {
  const answer = await ask(api.url, observations, { headers: await headersOf(who, api) });
  const { decisionId, reason } = await decisionAbout(api, answer);
  if (reason === "anonymous_not_asked") return undefined;
  const { input } = await loggedDecision(opa, decisionId);
  return input as Record<string, unknown>;
}

const observations = "/geoapi/collections/obs/items";

describe("fastgeoapi with keys, tokens and a policy on an OPA", () => {
  const started = nothingStarted();
  let decided: readonly Decided[];
  before(async () => {
    const opas = await started.together(
      variants.map(({ document }) =>
        startOpaWith({ documents: [document], commandArguments: withDecisionLog }),
      ),
    );
    const apis = await started.together(
      variants.map(({ policy }, index) =>
        startBehindGateway({
          settings: {
            version: 1,
            name: "fastgeoapi",
            backend: fastgeoapiBackend,
            apiKeys: {},
            tokens: developmentTokens,
            policy: { engine: "remote", url: opas[index]?.url ?? "", ...policy },
          },
        }),
      ),
    );
    decided = apis.map((api, index) => ({ api, opa: opas[index] as OpaServer }));
    // Their functions start at their first request.
    await Promise.all(
      apis.map(async (api) => ask(api.url, "/geoapi/", { headers: await headersOf("osgeo", api) })),
    );
  });
  after(() => started.close());

  const at = (index: number): Decided => {
    const found = decided[index];
    assert.ok(found !== undefined);
    return found;
  };

  for (const [index, { name, table }] of variants.entries()) {
    describe(`under ${name},`, () => {
      for (const [method, path, who, status, says] of table) {
        test(`${method} ${path} by ${who} is ${status}`, async () => {
          const { api } = at(index);
          const answer = await ask(api.url, path, { method, headers: await headersOf(who, api) });
          assert.equal(answer.status, status, answer.text);
          if (says !== undefined) assert.match(answer.text, says);
        });
      }
    });
  }

  test("asks its users' policy flat, with the path as they write it, about tokens and keys and nobody else", async () => {
    for (const [index, prefix] of [
      [0, ["geoapi"]],
      [1, []],
    ] as const) {
      const path = { request_method: "GET", request_path: [...prefix, "collections", "obs", "items"] };
      const { company, request_method, request_path } = (await question(at(index), "osgeo")) ?? {};
      assert.deepEqual({ company, request_method, request_path }, { company: "osgeo", ...path });
      assert.deepEqual(await question(at(index), "a key"), { user: "APIKey", client: "127.0.0.1", ...path });
      assert.equal(await question(at(index), "nobody"), undefined);
    }
  });

  test("asks the product's own input about all three, on one API", async () => {
    for (const [who, kind] of [
      ["osgeo", "token"],
      ["a key", "api-key"],
      ["nobody", "anonymous"],
    ] as const) {
      const { principal, resource } = (await question(at(2), who)) ?? {};
      assert.equal((principal as { kind: string }).kind, kind);
      assert.deepEqual(resource, { type: "items", collection: "obs", action: "read" });
    }
  });
});
