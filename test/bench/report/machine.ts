/** The machine and the versions that figures belong to. */
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";

/** The machine and the versions that figures belong to. */
export function machineLines(packages: readonly string[] = []): readonly string[] {
  const processors = cpus();
  const versions = packages.map((name) => `${name} ${versionOf(name)}`);
  return [
    `${processors.length} × ${processors[0]?.model.trim() ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`,
    [`Node.js ${process.versions.node}`, ...versions].join(", "),
  ];
}

function versionOf(name: string): string {
  const file = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}
