/** How memory is told, and held against its limit. */
import type { JudgedLimit } from "../findings.ts";
import { median } from "../measure.ts";
import { alignedTable } from "../report/times-table.ts";
import type { MemoryFound } from "./memory-process.ts";

/** What was measured, and its figures. */
export type MemoryRow = readonly [name: string, found: Memory];

type Memory = Pick<MemoryFound, "resident" | "peak" | "heap">;

/** Each figure's median. */
export function medianOf(found: readonly Memory[]): Memory {
  const of = (member: keyof Memory) => median(found.map((each) => each[member]));
  return { resident: of("resident"), peak: of("peak"), heap: of("heap") };
}

/** A Markdown table. */
export function memoryTable(rows: readonly MemoryRow[]): readonly string[] {
  const cells = rows.map(([name, { resident, peak, heap }]) => [
    name,
    ...[resident, peak, heap].map(megabytes),
  ]);
  return alignedTable(["", "resident", "at most", "heap"], cells);
}

/** The most that a function may have: so many times what an empty one has, and so many bytes. */
const [factor, more] = [1.2, 25e6];

/** The limit of F8. */
export function memoryLimit([name, { resident }]: MemoryRow, [than, empty]: MemoryRow): JudgedLimit {
  const most = factor * empty.resident + more;
  return {
    goal: "F8",
    of: `memory, ${name}`,
    limit: `≤ ${factor} × ${than} + ${megabytes(more)} = ${megabytes(most)}`,
    measured: megabytes(resident),
    met: resident <= most,
  };
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
