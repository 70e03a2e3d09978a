/** Writes what was measured as one document: the machine, the goals and how far they are met, and every table. */
import type { Findings, JudgedLimit } from "../findings.ts";

/**
 * The document in Markdown.
 * @param command that has measured
 * @param machine when, of what and on what, a line each
 */
export function performanceDocument(
  command: string,
  machine: readonly string[],
  found: readonly Findings[],
): string {
  const limits = found.flatMap((findings) => findings.limits);
  const sections = found.flatMap(({ title, lines }) => ["", `## ${title}`, "", ...lines]);
  return `${["# Performance", "", ...introduction(command, machine), ...goalsTable(limits), ...sections].join("\n")}\n`;
}

function introduction(command: string, machine: readonly string[]): readonly string[] {
  return [
    `\`${command}\` has written this, and nobody has edited it. It was measured on`,
    "",
    ...machine.map((line) => `- ${line}`),
    "",
    "**How to read it.** Times are this machine's as much as this project's: what can be compared with another machine",
    "is a ratio to something that was measured beside it, in the same run, in turns. p50 is the median, p99 what one in",
    "a hundred exceeds; CPU is the processor time that the whole process took for one operation. A control measures the",
    "same thing twice under two names: by as much as its two rows differ, any other two may differ by chance. Nothing",
    "here was measured on AWS.",
  ];
}

function goalsTable(limits: readonly JudgedLimit[]): readonly string[] {
  if (limits.length === 0) return [];
  const rows = limits
    .toSorted((one, other) => one.goal.localeCompare(other.goal))
    .map(
      ({ goal, of, limit, measured, met }) =>
        `| ${goal} | ${of} | ${limit} | ${measured} | ${met ? "met" : "**not met**"} |`,
    );
  return ["", "## Goals", "", "| | of | goal | measured | |", "|---|---|---|--:|---|", ...rows];
}
