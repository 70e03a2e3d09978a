/** The table of routes as a whole: every row has a source and one meaning, and no id is taken for a part. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { reads } from "#core/asked-action";
import { ogcResource } from "#core/ogc-resource";
import { allRoutes, partNames } from "#core/routes/all-routes";
import { findRoute, routeTree } from "#core/routes/route-tree";
import { asked } from "../asked.ts";
import { assertRows } from "../resource-rows.ts";

const one = () => 1;
const segmentsOf = (path: string) => path.split("/").slice(1);

describe("the table of routes", () => {
  test("names for every row the clause of its standard or the file of its server", () => {
    for (const { path, source } of allRoutes) {
      assert.match(source, /^(OGC|STAC API|pygeoapi|stac-fastapi|fastgeoapi) .*\w{3,}/, path);
    }
  });

  test("finds every row by its own template", () => {
    const tree = routeTree(allRoutes);
    for (const route of allRoutes) {
      const path = route.path.replaceAll(/\{\w+\+?\}/g, "some-id");
      const segments = path === "/" ? [] : segmentsOf(path);
      assert.equal(findRoute(tree, segments, 0, one)?.route, route, route.path);
    }
  });

  test("asks the same of HEAD as of GET in every row", () => {
    for (const { asks, path } of allRoutes) {
      assert.deepEqual(asks(asked("HEAD", "/")), asks(asked("GET", "/")), path);
    }
  });

  test("lets nobody who may only read change anything in any row, but by queries that are too long", () => {
    const queries =
      /\/(search|aggregate|aggregations)$|\/(position|area|cube|radius|trajectory|corridor)$|\/locations/;
    for (const { asks, path } of allRoutes) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        const readOnly = asks(asked(method, "/"))?.join() === "read";
        assert.equal(readOnly, method === "POST" && queries.test(path), `${method} ${path}`);
      }
    }
  });

  test("has no row that a second one repeats or contradicts", () => {
    const row = (path: string) => ({ path, type: "items", asks: reads, source: "a test" }) as const;
    assert.throws(() => routeTree([row("/a/{x}"), row("/a/{y}")]), /twice/);
    assert.throws(() => routeTree([row("/a/{item}"), row("/a/{job}/b")]), /otherwise/);
    assert.throws(() => routeTree([row("/a/{x+}/b")]), /no end/);
  });
});

describe("an id that is called like a part of a collection", () => {
  test("is unknown, since servers differ in what such a path names", () => {
    for (const name of partNames) {
      assertRows([
        [`GET /collections/lakes/items/${name}`, "unknown", "manage"],
        [`DELETE /collections/lakes/items/${name}`, "unknown", "manage"],
        [`GET /collections/lakes/locations/${name}`, "unknown", "manage"],
        [`GET /collections/lakes/instances/${name}`, "unknown", "manage"],
      ]);
    }
    for (const name of ["schema", "items", "coverage", "position"]) {
      assertRows([
        [`GET /collections/lakes/tiles/${name}`, "unknown", "manage"],
        [`GET /collections/lakes/tiles/x/1/2/${name}`, "unknown", "manage"],
        [`GET /collections/lakes/styles/${name}`, "unknown", "manage"],
      ]);
    }
  });

  test("is a collection's, where the path has no other reading", () => {
    assertRows([
      ["GET /collections/items", "collection", "read", { collection: "items" }],
      ["GET /collections/tiles/tiles", "collection-part", "read", { collection: "tiles" }],
    ]);
  });
});

test("the ids that a path names are segments of it", () => {
  const words = [...new Set(allRoutes.flatMap(({ path }) => segmentsOf(path)))].filter((word) => word !== "");
  const segment = fc.oneof(
    fc.constantFrom(...words.filter((word) => !word.includes("{"))),
    fc.constantFrom("lakes", "7", "a b", "é"),
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 7 }), (segments) => {
      const path = `/${segments.map((each) => encodeURIComponent(each)).join("/")}`;
      const { type: _, actions, ...names } = ogcResource(asked("GET", path));
      assert.ok(actions.length > 0);
      for (const name of Object.values(names)) assert.ok(segments.includes(name), `${path} names ${name}`);
    }),
    { numRuns: 2000 },
  );
});
