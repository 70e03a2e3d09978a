/** The cost sheet of what the benchmarks have measured. */
import * as v from "valibot";
import { decisionSettings } from "#core/settings/operation";
import type { Findings } from "../findings.ts";
import { costSheet } from "./cost-sheet.ts";
import { usualLineBytes } from "./usual-line.ts";

/** What a million decisions about tokens not seen before cost, by memory size; nothing where no size was measured. */
export function measuredCosts(found: readonly Findings[]): readonly Findings[] {
  const sizes = found.flatMap(({ memorySizes = [] }) =>
    memorySizes.map(({ memoryMegabytes, billedMilliseconds, coldMilliseconds }) => ({
      memoryMegabytes,
      billedMilliseconds: billedMilliseconds.fresh,
      coldMilliseconds,
    })),
  );
  if (sizes.length === 0) return [];
  const line = usualLineBytes(false);
  const metrics = usualLineBytes(true) - line;
  const { memoryMegabytes: usual } = v.parse(decisionSettings, {});
  return [{ title: "What it costs", lines: costSheet(sizes, { line, metrics }, usual), limits: [] }];
}
