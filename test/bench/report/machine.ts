/** The machine and the versions that figures belong to. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, release, totalmem, type } from "node:os";

const projectRoot = `${import.meta.dirname}/../../..`;

/**
 * The day, the machine, the versions and the commit.
 * @param packages names of packages whose version tells something
 */
export function machineLines(packages: readonly string[] = []): readonly string[] {
  const processors = cpus();
  const versions = packages.map((name) => `${name} ${versionOf(name)}`);
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return [
    `${processors.length} × ${processors[0]?.model.trim() ?? "unknown processor"}, ${memory}, ${type()} ${release()}, ${arch()}`,
    [`Node.js ${process.versions.node}`, ...versions].join(", "),
  ];
}

/** The day and the commit; a commit beside which something was changed says so. */
export function runLines(now: Date): readonly string[] {
  return [`${now.toISOString().slice(0, 10)}, at commit ${commit()}`];
}

function commit(): string {
  const git = (...words: readonly string[]) =>
    execFileSync("git", words, {
      cwd: projectRoot,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no") !== "";
    return `${git("rev-parse", "--short=12", "HEAD")}${changed ? ", with changes" : ""}`;
  } catch {
    return "unknown";
  }
}

function versionOf(name: string): string {
  const file = `${projectRoot}/node_modules/${name}/package.json`;
  return JSON.parse(readFileSync(file, "utf8")).version;
}
