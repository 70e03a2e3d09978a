/** Merges the files of a split bundle that every start loads into one; the others stay files of their own. */
import path from "node:path";
import type { BuildOptions, BuildResult, Plugin } from "esbuild";
import { SynthesisRefusal } from "./synthesis-refusal.ts";

/** A bundle that esbuild has split into ES modules, in memory. */
export type SplitBundle = BuildResult<{ metafile: true; write: false }>;

interface SplitFiles {
  /** By name, such as `chunk-4VSBAM4J.js`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Names of those that every start loads. */
  readonly atStart: ReadonlySet<string>;
}

/**
 * Options of the build that makes the files to deploy of a split bundle. `index` is one file of all that a start
 * loads; the files loaded later take from its exports what they share with it, so that there is one copy of each module.
 * @param source the entry point of the bundle
 * @param atStart modules that are reached by `import()` and always needed
 * @throws SynthesisRefusal for a module of `atStart` that nothing reaches by `import()`
 */
export function mergedAtStart(
  split: SplitBundle,
  source: string,
  atStart: readonly string[],
): Pick<BuildOptions, "entryPoints" | "plugins"> {
  const files = {
    texts: new Map(split.outputFiles.map(({ path: file, text }) => [path.basename(file), text])),
    atStart: filesAtStart(split, [source, ...atStart]),
  };
  const later = [...files.texts.keys()].filter((name) => !files.atStart.has(name));
  return {
    entryPoints: [
      { in: start, out: "index" },
      ...later.map((name) => ({ in: name, out: withoutExtension(name) })),
    ],
    plugins: [splitFiles(files)],
  };
}

/** The files that hold the given modules, and all that these import other than by `import()`. */
function filesAtStart({ metafile }: SplitBundle, modules: readonly string[]): ReadonlySet<string> {
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([file, output]) => [path.basename(file), output]),
  );
  const ofModules = modules.map((module) => {
    const [name] = [...outputs].find(([, { entryPoint }]) => entryPoint === module) ?? [];
    if (name === undefined)
      throw new SynthesisRefusal(`${module} is said to be loaded at start, but nothing loads it by import()`);
    return name;
  });
  // A set hands out what is added while it is walked.
  const found = new Set(ofModules);
  for (const name of found) {
    for (const { path: imported, kind, external } of outputs.get(name)?.imports ?? [])
      if (kind === "import-statement" && external !== true) found.add(path.basename(imported));
  }
  return found;
}

/** The module that is bundled to `index.cjs`. */
const start = "start";

/** Gives esbuild the files of a split bundle as modules, and says where each finds the others once they are merged. */
function splitFiles({ texts, atStart }: SplitFiles): Plugin {
  const textOf = (name: string) => {
    const text = texts.get(name) ?? "";
    return atStart.has(name) ? withoutWaiting(text, atStart) : text;
  };
  return {
    name: "split-files",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path: asked, importer, kind }) => {
        const name = path.basename(asked);
        if (name !== start && !texts.has(name)) return undefined;
        if (kind === "entry-point") return { path: name, namespace: "split" };
        if (!atStart.has(name)) return { path: `./${withoutExtension(name)}.cjs`, external: true };
        const isMerged = importer === start || atStart.has(importer);
        return { path: name, namespace: isMerged ? "split" : "of-start" };
      });
      onResolve({ filter: /.*/, namespace: "of-start" }, ({ path: file }) => ({
        path: file,
        external: true,
      }));
      onLoad({ filter: /.*/, namespace: "of-start" }, ({ path: name }) => ({
        contents: `module.exports = require("./index.cjs")["${name}"];`,
      }));
      onLoad({ filter: /.*/, namespace: "split" }, ({ path: name }) => ({
        contents: name === start ? startText(texts, atStart) : textOf(name),
      }));
    },
  };
}

/** Exports what the function does, and each merged file that later files import. */
function startText(texts: SplitFiles["texts"], atStart: SplitFiles["atStart"]): string {
  const later = [...texts].filter(([name]) => !atStart.has(name)).map(([, text]) => text);
  const shared = [...atStart].filter((name) => later.some((text) => text.includes(`"./${name}"`))).sort();
  const exported = shared.map((name) => `export * as "${name}" from "./${name}";`);
  return [`export * from "./index.js";`, ...exported].join("\n");
}

/**
 * Imports at once what the text of a merged file has by `import()` of another merged one. Left as it is, esbuild would
 * put all that such an import reaches into functions, whose text V8 would read twice.
 */
function withoutWaiting(text: string, atStart: SplitFiles["atStart"]): string {
  return [...atStart].reduce((done, name) => {
    const later = `import("./${name}")`;
    const module = `atStart_${name.replaceAll(/\W/g, "_")}`;
    if (!done.includes(later)) return done;
    return `import * as ${module} from "./${name}";${done.replaceAll(later, `Promise.resolve(${module})`)}`;
  }, text);
}

const withoutExtension = (name: string) => name.replace(/\.js$/, "");
