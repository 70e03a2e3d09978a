/** A bundle's package for YAML is a file of its own, loaded when a policy calls a built-in function that needs it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { bundleFunction } from "#infra/bundle";
import { answersPolicy, type PolicyFixture, shippedPolicy } from "#test/contracts/policy-fixtures";
import { folderContent } from "./folder-content.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const require = createRequire(import.meta.url);

describe("a function with the embedded policy engine", async () => {
  const folder = temporaryFolder();
  await bundleFunction("test/infra/bundled/embedded-policy.ts", folder);
  const yamlFile = path.join(folder, "yaml.cjs");
  const answer = (policy: PolicyFixture, input: unknown): Promise<unknown> =>
    require(path.join(folder, "index.cjs")).handler({ policy: { ...policy, revision: "" }, input });

  test("has YAML in one file of its own, and in no other", () => {
    const holding = Object.entries(folderContent(folder)).filter(([, text]) =>
      text.includes("YAMLSemanticError("),
    );
    assert.deepEqual(
      holding.map(([name]) => name),
      ["yaml.cjs"],
    );
  });

  test("decides by access rules without it, and reads and refuses YAML with it", async () => {
    await answer(shippedPolicy, { resource: { type: "landing-page", action: "read" } });
    await answer(answersPolicy("echo"), { text: "a: [1]" });
    assert.equal(yamlFile in require.cache, false);
    assert.deepEqual(await answer(answersPolicy("parsed"), { text: "a: [1, {b: größer}]" }), {
      a: [1, { b: "größer" }],
    });
    assert.equal(yamlFile in require.cache, true);
    assert.equal(await answer(answersPolicy("parsed"), { text: "a: [1" }), undefined);
  });
});

test("the built-in functions call nothing of the package but what is handed over, with one argument", () => {
  const folder = path.dirname(require.resolve("@open-policy-agent/opa-wasm"));
  const source = readFileSync(path.join(folder, "builtins", "yaml.js"), "utf8");
  const called = source.match(/\byaml\.\w+\([^()]*\)/g);
  assert.deepEqual(called, ["yaml.parse(str)", "yaml.stringify(data)"]);
});

test("a function without the embedded policy engine has no YAML", async () => {
  const folder = temporaryFolder();
  await bundleFunction("test/infra/bundled/handler.ts", folder);
  assert.equal("yaml.cjs" in folderContent(folder), false);
});
