/** Bundling: what a function's deployment package holds and how it loads. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { bundleFunction } from "#infra/bundle";
import { projectRoot } from "#infra/project-root";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { folderContent } from "./folder-content.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const source = "test/infra/bundled/handler.ts";
const require = createRequire(import.meta.url);

describe("a bundled function", async () => {
  const folder = temporaryFolder();
  await bundleFunction(source, folder);
  const content = folderContent(folder);
  const onDemand = Object.keys(content).filter((name) => name.startsWith("on-demand-"));

  test("is CommonJS that require loads, and exports the handler", () => {
    assert.ok("index.cjs" in content);
    assert.equal(typeof require(path.join(folder, "index.cjs")).handler, "function");
  });

  test("keeps what it reaches by import() in a file of its own", () => {
    assert.equal(onDemand.length, 1);
    const files = Object.entries(content).filter(([, text]) => text.includes("on demand: "));
    assert.deepEqual(
      files.map(([name]) => name),
      onDemand,
    );
    assert.ok(Object.keys(content).every((name) => name.endsWith(".cjs")));
  });

  test("loads that file when it is asked for and not before", async () => {
    const file = path.join(folder, onDemand[0] ?? "");
    const { handler } = require(path.join(folder, "index.cjs"));
    assert.equal(file in require.cache, false);
    await handler({ remark: "now" });
    assert.equal(file in require.cache, true);
  });

  test("has one copy of what its parts share, so that instanceof holds across them", async () => {
    const { handler } = require(path.join(folder, "index.cjs"));
    assert.deepEqual(await handler({ remark: "why" }), {
      isSharedFault: true,
      message: "SharedFault: on demand: why",
    });
  });

  test("is the same, byte for byte, when it is bundled again elsewhere", async () => {
    const elsewhere = temporaryFolder();
    await bundleFunction(source, elsewhere);
    assert.deepEqual(folderContent(elsewhere), content);
  });

  test("tells nothing of the machine it was bundled on", () => {
    for (const text of Object.values(content)) {
      assert.equal(text.includes(projectRoot), false);
      assert.equal(text.includes(folder), false);
    }
  });

  test("has no source map and no comments", () => {
    for (const text of Object.values(content)) assert.doesNotMatch(text, /sourceMappingURL|\/\*\*/);
  });
});

describe("a bundled function that always needs a part", async () => {
  const folder = temporaryFolder();
  await bundleFunction(source, folder, ["test/infra/bundled/on-demand.ts"]);

  test("is one file, which holds the part and loads no other", async () => {
    assert.deepEqual(Object.keys(folderContent(folder)), ["index.cjs"]);
    const { handler } = require(path.join(folder, "index.cjs"));
    assert.deepEqual(await handler({ remark: "why" }), {
      isSharedFault: true,
      message: "SharedFault: on demand: why",
    });
  });

  test("is the same, byte for byte, when it is bundled again elsewhere", async () => {
    const elsewhere = temporaryFolder();
    await bundleFunction(source, elsewhere, ["test/infra/bundled/on-demand.ts"]);
    assert.deepEqual(folderContent(elsewhere), folderContent(folder));
  });
});

describe("bundling refuses", () => {
  test("a part that is always needed but that nothing loads by import()", async () => {
    await assert.rejects(
      bundleFunction(source, temporaryFolder(), ["test/infra/bundled/shared-fault.ts"]),
      (error) => {
        assert.ok(error instanceof SynthesisRefusal);
        assert.match(error.message, /shared-fault\.ts is said to be loaded at start, but nothing loads it/);
        return true;
      },
    );
  });

  test("import() of a CommonJS package, whose exports would have no names", async () => {
    await assert.rejects(bundleFunction("test/infra/bundled/lazy-package.ts", temporaryFolder()), (error) => {
      assert.ok(error instanceof SynthesisRefusal);
      assert.match(error.message, /lazy-package\.ts loads the CommonJS module .*constructs.* by import\(\)/);
      return true;
    });
  });

  test("import.meta, which CommonJS does not have", async () => {
    await assert.rejects(
      bundleFunction("test/infra/bundled/own-location.ts", temporaryFolder()),
      /import\.meta/,
    );
  });

  test("a source that is not there", async () => {
    await assert.rejects(bundleFunction("test/infra/bundled/nowhere.ts", temporaryFolder()), /nowhere\.ts/);
  });
});
