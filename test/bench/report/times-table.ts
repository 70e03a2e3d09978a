/** How measured times are told. */
import type { Measured } from "../measure.ts";

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
