/** Bundles a function: its TypeScript in, an `index.cjs` and the parts that it loads on demand out. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build, type Metafile, transform } from "esbuild";
import { projectRoot } from "./project-root.ts";
import { SynthesisRefusal } from "./synthesis-refusal.ts";
import { yamlOnDemand } from "./yaml-on-demand.ts";

const lambdaRuntime = {
  platform: "node",
  target: "node24",
  minify: true,
  legalComments: "none",
  logLevel: "silent",
  // A function finds its files by LAMBDA_TASK_ROOT; in CommonJS `import.meta` would be an empty object, silently.
  logOverride: { "empty-import-meta": "error" },
} as const satisfies BuildOptions;

/**
 * Bundles the function whose handler is in `source` into `folder`.
 *
 * What the function reaches by `import()` becomes files of its own, loaded by `require` when first asked for. The
 * files are CommonJS because a cold start loads them faster than ES modules; esbuild splits ES modules only, so these
 * are split first and turned into CommonJS afterwards, file by file. Bundling every part by itself instead would give
 * each its own copy of what they share, and `instanceof Fault` would be false for a fault of another part. Splitting
 * does not keep the order in which modules run: none may rely on what another does while it loads. The same sources
 * give the same bytes, wherever the project lies.
 * @param source path of the handler's module, from the project's root
 * @param folder where the files are written; made if it is not there
 * @throws esbuild's `BuildFailure` for sources that do not bundle; SynthesisRefusal for an `import()` that would not work
 */
export async function bundleFunction(source: string, folder: string): Promise<void> {
  const yaml = yamlOnDemand();
  const { outputFiles, metafile } = await build({
    ...lambdaRuntime,
    plugins: [yaml.plugin],
    absWorkingDir: projectRoot,
    entryPoints: { index: source },
    outdir: "bundle",
    outExtension: { ".js": ".cjs" },
    chunkNames: "[name]-[hash]",
    mainFields: ["module", "main"],
    bundle: true,
    splitting: true,
    format: "esm",
    metafile: true,
    write: false,
  });
  refuseLazyCommonJs(metafile);
  const files = await Promise.all(
    outputFiles.map(async ({ path: file, text }) => {
      const { code } = await transform(text, {
        ...lambdaRuntime,
        format: "cjs",
        supported: { "dynamic-import": false },
      });
      return [path.basename(file), code] as const;
    }),
  );
  await mkdir(folder, { recursive: true });
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
