/** The API definition of a real stac-fastapi stands for any collection: ids in access rules are not held against it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { namedResources } from "#core/openapi/named-resources";
import { stacCommand, stacEnvironment } from "./start-stac.ts";

const script = "import json, memory_stac; print(json.dumps(memory_stac.APP.openapi()))";

test("of its definition we say that its collections cannot be told", async () => {
  const { stdout } = await promisify(execFile)(stacCommand("python"), ["-c", script], {
    env: { ...process.env, ...stacEnvironment("") },
    maxBuffer: 16 * 1024 * 1024,
  });
  const document: { paths: object } = JSON.parse(stdout.slice(stdout.indexOf("{")));
  assert.ok(Object.keys(document.paths).includes("/collections/{collection_id}/items"));
  assert.equal(namedResources(document)?.collections, undefined);
});
