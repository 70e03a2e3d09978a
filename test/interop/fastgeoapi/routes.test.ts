/** What fastgeoapi's own routers name, below its mount path and beside it, is what we read. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { apiLayout } from "#core/api-layout";
import { disagreement } from "../routing/disagreement.ts";
import { examplesOf, readTarget } from "../routing/read-target.ts";
import { type Application, declaredRoutes, type Routed, routed } from "../routing/routed.ts";
import { seed, targetCount } from "../routing/seed.ts";
import { type Target, targets } from "../routing/targets.ts";
import { fastgeoapiCommand, mountPath, type PreparedFastgeoapi, prepareFastgeoapi } from "./prepare.ts";
import { fastgeoapiVariables, pythonFolder } from "./start-fastgeoapi.ts";

const layout = apiLayout({ basePath: mountPath });

/** As what may be read, and so opened by a rule, that which a function of fastgeoapi answers; of no other, any. */
const typesOf: Readonly<Record<string, string>> = {
  reload_endpoint: "administration",
  openapi: "administration",
  swagger_ui_html: "administration",
  swagger_ui_redirect: "administration",
  redoc_html: "administration",
  healthz: "health",
  readyz: "health",
  // MCP's card, and MCP itself.
  endpoint: "mcp",
  StreamableHTTPASGIApp: "mcp",
  mounted: "assets",
  landing_page: "landing-page",
  stac_landing_page: "landing-page",
  conformance: "conformance",
  openapi_: "api-definition",
  asyncapi_: "api-definition",
  tilematrixset: "tile-matrix-sets",
  tilematrixsets: "tile-matrix-sets",
  get_processes: "processes process",
  execute_process_jobs: "execution",
  get_jobs: "jobs job",
  get_job_result: "job-results",
  // What stands behind an id that the table does not know is for it the end of an id that no collection has.
  collections: "collections collection collection-part",
  collection_items: "items item collection-part",
  collection_schema: "collection-part",
  collection_queryables: "collection-part",
  collection_tiles: "collection-part",
  collection_tiles_metadata: "collection-part",
  collection_items_tiles: "collection-part",
  collection_coverage: "collection-part",
  collection_map: "collection-part",
  edr_query: "collection-part",
  stac_catalog_root: "collections",
  stac_catalog_path: "collections collection collection-part",
  stac_search: "all-collections",
};

/** What has to be asked for, whatever the method, where reading alone must not open it. */
const actionOf: Readonly<Record<string, string>> = {
  reload_endpoint: "manage",
  endpoint: "execute",
  StreamableHTTPASGIApp: "execute",
  execute_process_jobs: "execute",
};

/** What is wrong with what we read, or `undefined`; nobody is allowed what is refused or unknown. */
function mistakeAbout(target: Target, named: Routed | undefined): string | undefined {
  const resource = readTarget(target, layout);
  if (named === undefined || resource === undefined || resource.type === "unknown") return undefined;
  const types = typesOf[named.endpoint]?.split(" ") ?? [];
  if (!types.includes(resource.type)) return `${named.endpoint} is read as ${resource.type}`;
  const asks = resource.actions.join("+");
  if ((actionOf[named.endpoint] ?? asks) !== asks) return `${named.endpoint} is opened by ${asks}`;
  return disagreement(resource, named);
}

/** Most below the mount path, many beside it, and some below what is nearly the mount path. */
const bases = fc.oneof(
  { weight: 6, arbitrary: fc.constant(mountPath) },
  { weight: 4, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...["/geoapi/geoapi", "/%67eoapi", "/GEOAPI", "/geoapi%2F", "/geoapi/", "//geoapi", "/geoapi/.."],
      ...["/admin", "/admin/config", "/admin/config/reload", "/mcp", "/docs", "/healthz"],
    ),
  },
);

const asked = fc
  .tuple(
    bases,
    targets({
      collections: ["obs", "lakes", "items", "öd see"],
      processes: ["hello-world"],
      others: ["101", "config", "reload", "docs", "openapi.json"],
    }),
  )
  .map(([base, target]) => ({ ...target, path: `${base}${target.path}` }));

describe("the routes of fastgeoapi", () => {
  let prepared: PreparedFastgeoapi;
  let application: Application;
  before(async () => {
    prepared = await prepareFastgeoapi("http://127.0.0.1:1");
    application = {
      python: fastgeoapiCommand("python"),
      framework: "starlette",
      name: "whole_table:APP",
      environment: {
        ...fastgeoapiVariables(prepared, {
          FASTGEOAPI_WITH_MCP: "true",
          FASTGEOAPI_MCP_ALLOW_UNAUTHENTICATED: "true",
          LOG_LEVEL: "error",
        }),
        PYTHONPATH: pythonFolder,
      },
    };
  });
  after(() => prepared?.close());

  test("are all known, beside the mount path as well, and name what we read", async () => {
    const routes = await declaredRoutes(application);
    assert.ok(routes.length > 50, `only ${routes.length} routes were found`);
    for (const path of ["/admin/config/reload", "/docs", "/healthz", "/mcp/", `${mountPath}/collections`]) {
      assert.ok(
        routes.some((route) => route.path === path),
        path,
      );
    }
    const endpoints = new Set<string>();
    await routed(application, routes.flatMap(examplesOf), (target, named) => {
      const resource = readTarget(target, layout);
      assert.ok(resource !== undefined && resource.type !== "unknown", JSON.stringify(target));
      assert.ok(named !== undefined, `the router does not take its own ${JSON.stringify(target)}`);
      assert.equal(mistakeAbout(target, named), undefined, JSON.stringify(target));
      endpoints.add(named.endpoint);
    });
    assert.deepEqual([...endpoints].sort(), Object.keys(typesOf).sort());
  });

  test("name, for generated requests, what we read: no rule opens what it does not speak of", async (t) => {
    const count = targetCount(10_000);
    t.diagnostic(`seed ${seed}, ${count} targets`);
    const named = { below: 0, beside: 0 };
    await routed(application, fc.sample(asked, { numRuns: count, seed }), (target, found) => {
      if (found !== undefined) named[target.path.startsWith(`${mountPath}/`) ? "below" : "beside"] += 1;
      assert.equal(mistakeAbout(target, found), undefined, `${JSON.stringify(target)}, seed ${seed}`);
    });
    t.diagnostic(`fastgeoapi takes ${named.below} below its mount path and ${named.beside} beside it`);
    assert.ok(named.below > count / 20 && named.beside > count / 500, "too few targets are taken");
  });
});
