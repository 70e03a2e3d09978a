/** The OpenAPI document of the sample API. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { address, jsonOf, sampleClient } from "./sample-client.ts";

interface Definition {
  readonly openapi: string;
  readonly servers: { url: string }[];
  readonly paths: Record<string, Record<string, { operationId?: string; parameters?: object[] }>>;
  readonly components: Record<string, Record<string, unknown>>;
}

const ask = sampleClient();
const result = ask("GET", "/api");
const definition = jsonOf(result) as unknown as Definition;
const methods = ["get", "post", "put", "delete"];

describe("the API definition", () => {
  test("is an OpenAPI 3.0 document at /api and /openapi", () => {
    assert.equal(result.headers?.["Content-Type"], "application/vnd.oai.openapi+json;version=3.0");
    assert.equal(definition.openapi, "3.0.3");
    assert.deepEqual(definition.servers, [{ url: address }]);
    assert.deepEqual(ask("GET", "/openapi"), result);
  });

  test("writes every collection out and leaves processes and jobs templated", () => {
    const paths = Object.keys(definition.paths);
    for (const id of ["lakes", "cities", "wells"])
      assert.ok(paths.includes(`/collections/${id}/items/{itemId}`));
    assert.ok(paths.includes("/processes/{processId}/execution"));
    assert.ok(paths.includes("/jobs/{jobId}/results"));
  });

  test("names operations that are there", () => {
    for (const [template, item] of Object.entries(definition.paths)) {
      const path = template
        .replace("{processId}", "hello-world")
        .replace("{itemId}", "1")
        .replace("{jobId}", "none");
      for (const method of methods.filter((name) => name in item)) {
        const { statusCode } = sampleClient()(method.toUpperCase(), path);
        const expected = path.startsWith("/jobs/none") ? [404] : [200, 204, 400, 415];
        assert.ok(expected.includes(statusCode), `${method} ${path}: ${statusCode}`);
      }
    }
  });

  test("has an operation id only once", () => {
    const ids = Object.values(definition.paths).flatMap((item) =>
      methods.flatMap((method) => item[method]?.operationId ?? []),
    );
    assert.ok(ids.length > 25);
    assert.equal(new Set(ids).size, ids.length);
  });

  test("refers only to components that it has", () => {
    const references = [...result.body.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    assert.ok(references.length > 0);
    for (const [, kind = "", name = ""] of references) {
      assert.ok(name in (definition.components[kind] ?? {}), `${kind}/${name}`);
    }
  });

  test("declares every parameter of a path's template", () => {
    for (const [path, item] of Object.entries(definition.paths)) {
      const templated = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = JSON.stringify((item as Record<string, unknown>).parameters ?? []);
      for (const name of templated) assert.ok(declared.includes(String(name)), path);
    }
  });
});
