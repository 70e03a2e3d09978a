/** What pygeoapi's own routers name, under Starlette and under Flask, is what we read. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { apiLayout } from "#core/api-layout";
import { disagreement } from "../routing/disagreement.ts";
import { examplesOf, readTarget } from "../routing/read-target.ts";
import { type Application, declaredRoutes, routed } from "../routing/routed.ts";
import { seed, targetCount } from "../routing/seed.ts";
import { targets } from "../routing/targets.ts";
import { collectionIds, idsToAsk } from "./marked-collections.ts";
import { markedConfiguration } from "./marked-configuration.ts";
import { type PreparedPygeoapi, preparePygeoapi, pygeoapiCommand } from "./prepare.ts";
import { frameworks } from "./start-direct.ts";

const layout = apiLayout({ collectionIds });

for (const framework of frameworks) {
  describe(`the routes of pygeoapi under ${framework}`, () => {
    let prepared: PreparedPygeoapi;
    let application: Application;
    before(async () => {
      prepared = await preparePygeoapi("http://127.0.0.1:1", markedConfiguration);
      application = {
        python: pygeoapiCommand("python"),
        framework,
        name: `pygeoapi.${framework}_app:APP`,
        environment: prepared.environment,
      };
    });
    after(() => prepared?.close());

    test("are all known, and name what we read", async () => {
      const routes = await declaredRoutes(application);
      assert.ok(routes.length > 45, `only ${routes.length} routes were found`);
      assert.ok(routes.some(({ path }) => path.startsWith("/admin/config/resources/")));
      await routed(application, routes.flatMap(examplesOf), (target, named) => {
        const resource = readTarget(target, layout);
        assert.ok(resource !== undefined && resource.type !== "unknown", JSON.stringify(target));
        // Under Starlette, pygeoapi 0.24 mounts the schemas behind what takes every path.
        const reached = framework === "flask" || !target.path.startsWith("/schemas/");
        assert.equal(
          named !== undefined,
          reached,
          `the router does not take its own ${JSON.stringify(target)}`,
        );
        assert.equal(disagreement(resource, named), undefined, JSON.stringify(target));
      });
    });

    test("name, for generated requests, the collection, process, job and item that we read", async (t) => {
      const count = targetCount(20_000);
      const seen = { known: 0, named: 0 };
      t.diagnostic(`seed ${seed}, ${count} targets`);
      const rounds = function* () {
        const size = Math.min(count, 20_000);
        for (let done = 0; done < count; done += size)
          yield* fc.sample(targets(idsToAsk), { numRuns: size, seed: seed + done });
      };
      await routed(application, rounds(), (target, named) => {
        const resource = readTarget(target, layout);
        if (resource === undefined || resource.type === "unknown") return;
        seen.known += 1;
        if (named?.collection !== undefined || named?.process !== undefined) seen.named += 1;
        const mistake = disagreement(resource, named);
        assert.equal(mistake, undefined, `${JSON.stringify(target)}, seed ${seed}`);
      });
      t.diagnostic(`${seen.known} known to us, ${seen.named} with a collection or process of the server`);
      assert.ok(seen.named > count / 20, "too few targets name anything for this to mean something");
    });
  });
}
