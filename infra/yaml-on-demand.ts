/** Keeps the package `yaml` out of a bundle until a policy calls a built-in function `yaml.*`, which few do. */
import { type BuildOptions, build, type Plugin } from "esbuild";

/** The file that holds the package, beside those that need it. */
const fileName = "yaml.cjs";

/** What the built-in functions of `@open-policy-agent/opa-wasm` call of it. */
const loadsWhenCalled = ["parse", "stringify"]
  .map((name) => `exports.${name} = (value) => require("./${fileName}").${name}(value);`)
  .join("\n");

/** A plugin for esbuild, and the file that what was built with it needs. */
export interface YamlOnDemand {
  readonly plugin: Plugin;
  /** The file's name and text; none where nothing that was built needs it. */
  file(options: BuildOptions): Promise<readonly (readonly [name: string, text: string])[]>;
}

/**
 * Puts the package into a file of its own, which `require` loads when it is called first: it is six times as much
 * JavaScript as all the rest of the embedded engine. A built-in function answers synchronously, so that `import()`,
 * which the rest of the bundle is split by, does not do.
 */
export function yamlOnDemand(): YamlOnDemand {
  let entryPoint: string | undefined;
  const plugin: Plugin = {
    name: "yaml-on-demand",
    setup(bundling) {
      bundling.onResolve({ filter: /^yaml$/ }, async ({ importer, kind, resolveDir, pluginData }) => {
        if (pluginData === plugin || !/[\\/]opa-wasm[\\/]src[\\/]builtins[\\/]/.test(importer))
          return undefined;
        const { path, errors } = await bundling.resolve("yaml", { kind, resolveDir, pluginData: plugin });
        if (errors.length > 0) return { errors };
        entryPoint = path;
        return { path: fileName, namespace: plugin.name };
      });
      bundling.onResolve({ filter: /./, namespace: plugin.name }, ({ path }) => ({ path, external: true }));
      bundling.onLoad({ filter: /./, namespace: plugin.name }, () => ({ contents: loadsWhenCalled }));
    },
  };
  return {
    plugin,
    async file(options) {
      if (entryPoint === undefined) return [];
      const { outputFiles } = await build({
        ...options,
        entryPoints: [entryPoint],
        format: "cjs",
        bundle: true,
        write: false,
      });
      return (outputFiles ?? []).map(({ text }) => [fileName, text] as const);
    },
  };
}
