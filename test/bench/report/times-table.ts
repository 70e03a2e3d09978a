/** How measured times are told. */
import type { Measured } from "../measure.ts";
import { type PairedTimes, pairedRatio } from "../paired.ts";

/** A row of a table: what was measured, and its figures. */
export type MeasuredRow = readonly [title: string, measured: Measured];

/** A Markdown table of times. */
export function timesTable(rows: readonly MeasuredRow[]): readonly string[] {
  const head = ["", "p50", "p99", "slowest", "medians of rounds", "operations"];
  const cells = rows.map(([title, { p50, p99, slowest, medians, operations }]) => [
    title,
    ...[p50, p99, slowest].map(time),
    medians.map(time).join(" … "),
    String(operations),
  ]);
  return alignedTable(head, cells);
}

/**
 * A Markdown table of operations that were measured in turn.
 * @param floors names of operations that the others are compared with; each has a column of ratios
 * @throws RangeError for a floor that was not measured
 */
export function pairedTable(
  times: ReadonlyMap<string, PairedTimes>,
  ...floors: readonly string[]
): readonly string[] {
  const compared = floors.map((name) => {
    const floor = times.get(name);
    if (floor === undefined) throw new RangeError(`${name} was not measured`);
    return floor;
  });
  const rows = [...times].map(([name, each]) => [
    name,
    ...[each.p50, each.p99, each.cpu].map(time),
    ...compared.map((floor) => pairedRatio(each, floor).toFixed(2)),
  ]);
  const head = ["", "p50", "p99", "CPU", ...floors.map((name) => `× ${name}`)];
  return alignedTable(head, rows);
}

/** A Markdown table with columns as wide as their widest cell: the first to the left, the others to the right. */
export function alignedTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => padded(cells[column] ?? "", width, column)).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)];
}

const padded = (cell: string, width: number, column: number) =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

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
