/** How benchmarks tell what they have measured, and on what. */
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import type { Measured } from "./measure.ts";

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
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}

/** A row of a table: what was measured, and its figures. */
export type MeasuredRow = readonly [title: string, measured: Measured];

/** A Markdown table of times. */
export function timesTable(rows: readonly MeasuredRow[]): readonly string[] {
  const width = Math.max(...rows.map(([title]) => title.length));
  const line = (title: string, ...cells: readonly string[]) =>
    `| ${title.padEnd(width)} | ${cells.map((cell) => cell.padStart(19)).join(" | ")} |`;
  return [
    line("", "p50", "p99", "slowest", "medians of rounds", "operations"),
    line("-".repeat(width), ...Array(5).fill(`${"-".repeat(18)}:`)),
    ...rows.map(([title, { p50, p99, slowest, medians, operations }]) =>
      line(title, time(p50), time(p99), time(slowest), medians.map(time).join(" … "), String(operations)),
    ),
  ];
}

/** Microseconds as people read them. */
export function time(microseconds: number): string {
  const [value, unit] =
    microseconds < 1e3
      ? [microseconds, "µs"]
      : microseconds < 1e6
        ? [microseconds / 1e3, "ms"]
        : [microseconds / 1e6, "s"];
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}
