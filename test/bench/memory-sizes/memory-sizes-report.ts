/** Tells the curve over memory sizes. */
import type { ByCredential, MemorySizeFigures } from "../findings.ts";
import { periodMicroseconds } from "./cpu-share.ts";
import { recommendation } from "./recommended-size.ts";
import type { ThrottledEffort } from "./throttled-warm.ts";

/** Tables and how to read them. */
export function memorySizesLines(
  figures: readonly MemorySizeFigures[],
  { warmUp, apart, busy }: ThrottledEffort,
  coldRounds: number,
): readonly string[] {
  return [
    "Lambda gives processor time in proportion to memory: one processor at 1,769 MB. A control group gives each process that",
    `share in periods of ${periodMicroseconds / 1000} ms; who has used it up waits for the next one. Memory itself is not limited, but Node.js has the`,
    "heap bounds of Lambda's start script.",
    "",
    `| warm, p50 / p99 (${apart}) | share | empty handler | token seen | token fresh | API key | billed, fresh | busy, fresh | memory |`,
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...figures.map((each) =>
      row(
        `${each.memoryMegabytes} MB`,
        percent(each.processorShare),
        ...(["empty", "seen", "fresh", "key"] as const).map((credential) => pair(each, credential)),
        `${each.billedMilliseconds.fresh.toFixed(2)} ms`,
        milliseconds(each.busyMilliseconds.fresh),
        each.peakMemoryMegabytes === 0 ? "–" : `${each.peakMemoryMegabytes.toFixed(0)} MB`,
      ),
    ),
    "",
    `Each after ${warmUp.toLocaleString("en")} invocations with a whole processor, and at least two periods after the one before. Billed is the mean of`,
    `whole milliseconds, each begun one counted; busy is the mean of ${busy} that follow each other without a pause; memory is the`,
    "most that any of our three processes had resident.",
    "",
    `| cold, p50 (${coldRounds}) | until its first event | token | API key | token, initialisation within the share |`,
    "|---|--:|--:|--:|--:|",
    ...figures.map((each) =>
      row(
        `${each.memoryMegabytes} MB`,
        milliseconds(each.initMilliseconds),
        milliseconds(each.coldMilliseconds),
        milliseconds(each.coldKeyMilliseconds),
        milliseconds(each.coldWithinShareMilliseconds),
      ),
    ),
    "",
    "The initialisation has a whole processor, as on Lambda, and the first decision the share: with an API key, AWS's client",
    "is loaded there. The last column is the worst case, where the initialisation has the share, too.",
    "",
    ...recommendation(figures),
  ];
}

const pair = (each: MemorySizeFigures, credential: keyof ByCredential) =>
  `${milliseconds(each.warmMilliseconds[credential])} / ${milliseconds(each.warmP99Milliseconds[credential])}`;
const row = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
