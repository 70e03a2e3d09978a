/** What the routes of stac-fastapi name, with every extension that it ships, is what we read. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { apiLayout } from "#core/api-layout";
import { disagreement } from "../routing/disagreement.ts";
import { examplesOf, readTarget } from "../routing/read-target.ts";
import { type Application, declaredRoutes, routed } from "../routing/routed.ts";
import { seed, targetCount } from "../routing/seed.ts";
import { targets } from "../routing/targets.ts";
import { stacCommand, stacEnvironment } from "./start-stac.ts";

/** POST /collections creates in the first and searches in the second; a prefix is a base path. */
const applications = [
  { name: "memory_stac:APP", prefix: "" },
  { name: "memory_stac:SEARCHED", prefix: "" },
  { name: "memory_stac:APP", prefix: "/catalog/v1" },
];

/** Where a POST only reads. */
const queries = /\/(search|aggregate|aggregations)$/;

for (const { name, prefix } of applications) {
  describe(`the routes of ${name} below ${prefix}/`, () => {
    const layout = apiLayout({ basePath: prefix });
    const application: Application = {
      python: stacCommand("python"),
      framework: "starlette",
      name,
      environment: stacEnvironment(prefix),
    };

    test("are all known, name what we read, and are not only read where they write", async () => {
      const routes = await declaredRoutes(application);
      assert.ok(routes.length >= 25, `only ${routes.length} routes were found`);
      await routed(application, routes.flatMap(examplesOf), (target, named) => {
        // FastAPI has this one at the server's root, whatever the prefix is.
        if (prefix !== "" && target.path === "/docs/oauth2-redirect") return;
        const resource = readTarget(target, layout);
        assert.ok(resource !== undefined && resource.type !== "unknown", JSON.stringify(target));
        assert.equal(disagreement(resource, named), undefined, JSON.stringify(target));
        const reads = ["GET", "HEAD"].includes(target.method) || queries.test(target.path);
        assert.equal(resource.actions.join("+") === "read", reads, JSON.stringify(target));
      });
    });

    test("name, for generated requests, the collection and item that we read", async (t) => {
      const count = targetCount(20_000);
      t.diagnostic(`seed ${seed}, ${count} targets`);
      const ids = { collections: ["sentinel", "survey", "items", "öd see"], processes: ["x"], others: ["1"] };
      const asked = fc.sample(targets(ids), { numRuns: count, seed });
      const prefixed = asked.map((target) => ({ ...target, path: `${prefix}${target.path}` }));
      let named = 0;
      await routed(application, prefixed, (target, found) => {
        const resource = readTarget(target, layout);
        if (resource === undefined || resource.type === "unknown") return;
        if (found?.collection !== undefined) named += 1;
        const mistake = disagreement(resource, found);
        assert.equal(mistake, undefined, `${JSON.stringify(target)}, seed ${seed}`);
      });
      assert.ok(named > count / 50, "too few targets name anything for this to mean something");
    });
  });
}
