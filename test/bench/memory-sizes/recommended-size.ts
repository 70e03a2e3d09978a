/** Which memory size the figures speak for. */
import type { MemorySizeFigures } from "../findings.ts";

/** How much of the memory a process of ours may have: the rest is for Lambda's own part and for more of everything. */
const mostOfMemory = 2 / 3;

/** How many times the p50 of the largest size a decision about a fresh token may take. */
const mostOfLargest = 1.25;

/** The longest cold start with an API key, milliseconds: people wait for it. */
const longestColdStart = 500;

/** What speaks against a size; nothing, where it will do. */
export function objections(each: MemorySizeFigures, largest: MemorySizeFigures): readonly string[] {
  const { peakMemoryMegabytes: peak, memoryMegabytes: memory } = each;
  const slower = each.warmMilliseconds.fresh / largest.warmMilliseconds.fresh;
  return [
    peak > memory * mostOfMemory && `a process has ${peak.toFixed(0)} MB, more than two thirds of it`,
    slower > mostOfLargest &&
      `a fresh token takes ${slower.toFixed(2)} × as long as at ${largest.memoryMegabytes} MB`,
    each.coldKeyMilliseconds > longestColdStart &&
      `a cold start with an API key takes ${(each.coldKeyMilliseconds / 1000).toFixed(1)} s`,
  ].filter((objection) => objection !== false);
}

/** The smallest size that nothing speaks against; what a larger one costs more, the cost sheet tells. */
export function recommendation(figures: readonly MemorySizeFigures[]): readonly string[] {
  const largest = figures.at(-1);
  if (largest === undefined) return [];
  const lines: string[] = [];
  for (const each of figures) {
    const against = objections(each, largest);
    if (against.length === 0) {
      lines.push(`- ${each.memoryMegabytes} MB will do: the smallest size that nothing speaks against.`);
      break;
    }
    lines.push(`- ${each.memoryMegabytes} MB: ${against.join("; ")}.`);
  }
  return ["What these figures say of `decision.memoryMegabytes`:", "", ...lines];
}
