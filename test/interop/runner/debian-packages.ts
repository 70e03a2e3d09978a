/** Programs that no package manager of a language has: taken from the machine, or installed by Debian's. */
import { getuid } from "node:process";
import type { CommandRunner } from "./run-command.ts";

/**
 * Sees to it that programs can be started. Where one cannot, its package is installed by Debian's `apt-get`, which
 * needs root.
 * @param programs Debian's package for each program
 * @param isRoot whether this process may install packages
 * @throws Error that names the missing programs and what to install, where that cannot be done here
 */
export async function havePrograms(
  programs: Readonly<Record<string, string>>,
  run: CommandRunner,
  isRoot: boolean = getuid?.() === 0,
): Promise<void> {
  const missing = await missingOf(Object.keys(programs), run);
  if (missing.length === 0) return;
  const packages = missing.map((program) => programs[program] ?? program);
  const debian = (await run("apt-get", ["--version"]).catch(() => "")) !== "";
  if (!debian || !isRoot) throw new Error(remedy(missing, packages));
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { environment });
  await run("apt-get", ["install", "--yes", "--no-install-recommends", ...packages], { environment });
  const still = await missingOf(missing, run);
  if (still.length > 0) throw new Error(remedy(still, packages));
}

async function missingOf(programs: readonly string[], run: CommandRunner): Promise<string[]> {
  const missing: string[] = [];
  for (const program of programs) {
    const starts = await run(program, ["--version"]).then(
      () => true,
      () => false,
    );
    if (!starts) missing.push(program);
  }
  return missing;
}

function remedy(programs: readonly string[], packages: readonly string[]): string {
  return `${programs.join(" and ")} cannot be started: install ${programs.length === 1 ? "it" : "them"} so that PATH leads there (as root on Debian: apt-get install ${packages.join(" ")})`;
}
