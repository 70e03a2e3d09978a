/** Writes what was measured as one document: the machine, the goals and how far they are met, and every table. */
import type { Findings, JudgedLimit } from "../findings.ts";
import { machineLines } from "./machine.ts";

/** The document in Markdown. */
export function performanceDocument(found: readonly Findings[]): string {
  const limits = found.flatMap((findings) => findings.limits);
  const sections = found.flatMap(({ title, lines }) => ["", `## ${title}`, "", ...lines]);
  return `${["# Performance", "", ...machineLines(), "", ...goalsTable(limits), ...sections].join("\n")}\n`;
}

function goalsTable(limits: readonly JudgedLimit[]): readonly string[] {
  if (limits.length === 0) return [];
  const rows = limits
    .toSorted((one, other) => one.goal.localeCompare(other.goal))
    .map(
      ({ goal, of, limit, measured, met }) =>
        `| ${goal} | ${of} | ${limit} | ${measured} | ${met ? "met" : "**not met**"} |`,
    );
  return ["| goal | of | limit | measured | |", "|---|---|---|---|---|", ...rows];
}
