/** How long one decision takes in a warm process, beside the least it can take and beside what one would write by hand. */

import type { BenchmarkOptions } from "../benchmarks.ts";
import { type Findings, type JudgedLimit, ratioLimit } from "../findings.ts";
import { type PairedTimes, pairedRatio } from "../paired.ts";
import { pairedTable } from "../report/times-table.ts";
import { inQuietProcess } from "../subject/quiet-process.ts";
import type { TokenAlgorithm } from "../subject/token-issuer.ts";
import { introduction, keysAreExplained, tokensAreExplained } from "./explained.ts";
import { keyRows, tokenRows } from "./rows.ts";

type Times = ReadonlyMap<string, PairedTimes>;

const tokenProcess = import.meta.resolve("./token-decisions.ts");
const keyProcess = import.meta.resolve("./key-decisions.ts");

/** Goals F1 and F2. */
export async function decisionsBenchmark({ progress }: BenchmarkOptions): Promise<Findings> {
  const lines: string[] = [...introduction];
  const limits: JudgedLimit[] = [];
  for (const algorithm of ["RS256", "ES256"] as const) {
    progress(`decisions about ${algorithm} tokens`);
    const times = await inQuietProcess<Times>(tokenProcess, algorithm);
    lines.push("", `### ${algorithm}`, "", ...pairedTable(times, tokenRows.floor, tokenRows.alone));
    limits.push(...tokenLimits(algorithm, times));
  }
  progress("decisions about API keys");
  lines.push("", ...tokensAreExplained);
  const { times, secretReads } = await inQuietProcess<{ times: Times; secretReads: number }>(keyProcess, {});
  lines.push(
    "",
    "### API keys",
    "",
    ...pairedTable(times, keyRows.floor),
    "",
    ...keysAreExplained(secretReads),
  );
  limits.unshift(ratioLimit("F1", "API key", ratio(times, keyRows.key, keyRows.floor), 2, keyRows.floor));
  return { title: "Decisions in a warm process", lines, limits };
}

/** The limits of F2. */
export function tokenLimits(algorithm: TokenAlgorithm, times: Times): readonly JudgedLimit[] {
  const { fresh, seen, alone, floor } = tokenRows;
  return [
    ratioLimit("F2", `${algorithm} token not seen before`, ratio(times, fresh, alone), 1.3, alone),
    ratioLimit("F2", `${algorithm} token seen before`, ratio(times, seen, floor), 0.7, floor),
  ];
}

function ratio(times: Times, one: string, other: string): number {
  const [measured, floor] = [times.get(one), times.get(other)];
  if (measured === undefined || floor === undefined) throw new RangeError(`${one} or ${other} is missing`);
  return pairedRatio(measured, floor);
}
