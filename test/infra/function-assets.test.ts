/** The functions' deployment packages, made of the real sources. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { build } from "esbuild";
import { validSettings } from "#core/settings/read-settings";
import { buildFunctionAssets } from "#infra/function-assets";
import { projectRoot } from "#infra/project-root";
import { folderContent } from "./folder-content.ts";
import { bothSchemes, existingBackend } from "./synthesized-stack.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const compiledPolicy = new URL("../../policy/compiled/policy.wasm", import.meta.url);

/** Loads a package as Lambda does, in a process that has nothing else, and tells what was loaded for it. */
function loadedFiles(folder: string): string[] {
  const script = `
    const { handler } = require(process.env.LAMBDA_TASK_ROOT + "/index.cjs");
    if (typeof handler !== "function") throw new Error("there is no handler");
    setImmediate(() => process.stdout.write(JSON.stringify(Object.keys(require.cache))));`;
  const environment = {
    LAMBDA_TASK_ROOT: folder,
    API_KEY_SECRET_ARN: "arn:aws:secretsmanager:::secret:none",
  };
  const run = spawnSync(process.execPath, ["--eval", script], {
    cwd: temporaryFolder(),
    env: environment,
    encoding: "utf8",
  });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout).map((file: string) => path.basename(file));
}

describe("the authorizer's package", async () => {
  const settings = validSettings({
    $schema: "./settings.schema.json",
    ...bothSchemes,
    backend: existingBackend,
    api: { openApiFile: "openapi.yml" },
  });
  const assets = await buildFunctionAssets(settings, temporaryFolder());
  const content = folderContent(assets.authorizer);

  test("holds the settings as validated, with every default, and no name of a file that is not in it", () => {
    const { $schema: _editorHint, ...effective } = settings;
    const { openApiFile: _file, ...api } = settings.api;
    assert.deepEqual(
      JSON.parse(content["settings.json"] ?? ""),
      JSON.parse(JSON.stringify({ ...effective, api })),
    );
  });

  test("holds the compiled policy of the repository, its data and their revision", () => {
    assert.equal(content["policy.wasm"], readFileSync(compiledPolicy, "latin1"));
    assert.match(content["policy-data.json"] ?? "", /"wells:read"/);
    assert.match(content["policy.json"] ?? "", /^\{"revision":"[0-9a-f]{16}"\}$/);
  });

  test("loads by itself as one file, and nothing that most decisions do not need", () => {
    const lazy = Object.keys(content).filter((name) =>
      /^(secrets-manager|dynamodb-key-table|key-stores|remote)-/.test(name),
    );
    assert.equal(lazy.length, 4);
    assert.deepEqual(loadedFiles(assets.authorizer), ["index.cjs"]);
  });

  test("has nothing of API keys in what is loaded where there are tokens alone", async () => {
    const { apiKeys: _, ...tokens } = bothSchemes;
    const tokensAlone = validSettings({ ...tokens, backend: existingBackend });
    const ofTokens = await buildFunctionAssets(tokensAlone, temporaryFolder());
    const filesWithKeys = (folder: string) =>
      Object.entries(folderContent(folder)).flatMap(([name, text]) =>
        name.endsWith(".cjs") && text.includes("apiKeys.secretArn") ? [name.replace(/-[A-Z\d]{8}/, "")] : [],
      );
    assert.deepEqual(filesWithKeys(ofTokens.authorizer), ["api-key-stores.cjs", "key-stores.cjs"]);
    assert.deepEqual(filesWithKeys(assets.authorizer), ["index.cjs", "key-stores.cjs"]);
    assert.deepEqual(loadedFiles(ofTokens.authorizer), ["index.cjs"]);
  });

  test("is all there is where the backend exists already", () => {
    assert.deepEqual(Object.keys(assets), ["authorizer"]);
  });
});

test("the authorizer is made of no part that validates settings: it reads what the synthesis has written", async () => {
  const { metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ["functions/authorizer/handler.ts"],
    outdir: "bundle",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    logLevel: "silent",
    metafile: true,
    write: false,
  });
  const modules = Object.keys(metafile.inputs);
  for (const name of ["core/pipeline.ts", "adapters/tokens/jwt-verifier.ts"])
    assert.ok(modules.includes(name));
  assert.deepEqual(
    modules
      .filter((name) => /valibot|presets|^(core\/settings|infra|cli|local|settings)\//.test(name))
      .sort(),
    [
      "core/settings/api-key-table.ts",
      "core/settings/environment.ts",
      "core/settings/metrics.ts",
      "core/settings/tokens/key-sets-file.ts",
    ],
  );
});

test("the authorizer of a remote policy has no policy's files", async () => {
  const policy = { engine: "remote" as const, url: "https://opa.example.org" };
  const settings = validSettings({ ...bothSchemes, backend: existingBackend, policy });
  const { authorizer } = await buildFunctionAssets(settings, temporaryFolder());
  const names = Object.keys(folderContent(authorizer));
  assert.deepEqual(
    names.filter((name) => name.startsWith("policy")),
    [],
  );
});

test("the sample backend's package loads by itself", async () => {
  const { sampleBackend } = await buildFunctionAssets(validSettings(bothSchemes), temporaryFolder());
  assert.ok(sampleBackend);
  assert.ok(loadedFiles(sampleBackend).includes("index.cjs"));
});
