/** Bundles a program of the benchmark into one CommonJS file, as people bundle a function by esbuild's command line. */
import path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "#infra/project-root";

/**
 * Writes `<folder>/index.cjs`.
 * @param source a module in this folder, such as `runtime-client.ts`
 */
export async function bundleProgram(source: string, folder: string): Promise<void> {
  await build({
    absWorkingDir: projectRoot,
    entryPoints: [path.join(import.meta.dirname, source)],
    outfile: path.join(folder, "index.cjs"),
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    legalComments: "none",
    logLevel: "error",
  });
}
