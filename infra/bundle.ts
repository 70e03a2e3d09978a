/** Bundles a function: its TypeScript in, an `index.cjs` and the parts that it loads on demand out. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { mergedAtStart } from "./merged-at-start.ts";
import { projectRoot } from "./project-root.ts";
import { SynthesisRefusal } from "./synthesis-refusal.ts";
import { yamlOnDemand } from "./yaml-on-demand.ts";

const lambdaRuntime = {
  platform: "node",
  target: "node24",
  minify: true,
  bundle: true,
  legalComments: "none",
  logLevel: "silent",
  // A function finds its files by LAMBDA_TASK_ROOT; in CommonJS `import.meta` would be an empty object, silently.
  logOverride: { "empty-import-meta": "error" },
  outdir: "bundle",
  metafile: true,
  write: false,
} as const satisfies BuildOptions;

/**
 * Bundles the function whose handler is in `source` into `folder`.
 *
 * What the function reaches by `import()` becomes files of its own, loaded by `require` when first asked for; but what
 * is `atStart` is in `index.cjs` with all that it needs, because each file costs a cold start 0.3 to 0.9 ms to find,
 * read and compile. The files are CommonJS because a cold start loads them faster than ES modules; esbuild splits ES
 * modules only, so these are split first, and merged and turned into CommonJS afterwards. Bundling every part by itself
 * instead would give each its own copy of what they share, and `instanceof Fault` would be false for a fault of another
 * part. Splitting does not keep the order in which modules run: none may rely on what another does while it loads. The
 * same sources give the same bytes, wherever the project lies.
 * @param source path of the handler's module, from the project's root
 * @param folder where the files are written; made if it is not there
 * @param atStart paths, from the project's root, of modules that the function imports by `import()` and always needs
 * @throws esbuild's `BuildFailure` for sources that do not bundle; SynthesisRefusal for an `import()` that would not
 * work, and for a module of `atStart` that nothing imports by `import()`
 */
export async function bundleFunction(
  source: string,
  folder: string,
  atStart: readonly string[] = [],
): Promise<void> {
  const yaml = yamlOnDemand();
  const split = await build({
    ...lambdaRuntime,
    plugins: [yaml.plugin],
    absWorkingDir: projectRoot,
    entryPoints: { index: source },
    chunkNames: "[name]-[hash]",
    mainFields: ["module", "main"],
    splitting: true,
    format: "esm",
  });
  refuseLazyCommonJs(split.metafile);
  const { outputFiles } = await build({
    ...lambdaRuntime,
    absWorkingDir: projectRoot,
    ...mergedAtStart(split, source, atStart),
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    supported: { "dynamic-import": false },
  });
  await mkdir(folder, { recursive: true });
  const files = outputFiles.map(({ path: file, text }) => [path.basename(file), text] as const);
  for (const [name, code] of [...files, ...(await yaml.file(lambdaRuntime))])
    await writeFile(path.join(folder, name), code);
}

/** esbuild gives `import()` of a CommonJS module no named exports when it splits, where Node would. */
function refuseLazyCommonJs({ inputs }: Metafile): void {
  for (const [importer, { imports }] of Object.entries(inputs)) {
    if (importer.includes("node_modules/")) continue;
    for (const { kind, path: imported } of imports) {
      if (kind !== "dynamic-import" || inputs[imported]?.format !== "cjs") continue;
      throw new SynthesisRefusal(
        `${importer} loads the CommonJS module ${imported} by import(): load a module of this project that imports it`,
      );
    }
  }
}
