/** Whether a decision costs the same however many keys, issuers and collections there are. */
import type { BenchmarkOptions } from "../benchmarks.ts";
import type { Findings } from "../findings.ts";
import { pairedTable } from "../report/times-table.ts";
import { inQuietProcess } from "../subject/quiet-process.ts";
import { flatLimit, type SizedTimes } from "./sized-times.ts";

/** What grows, and the process that measures it. */
const growing = [
  ["managed keys", import.meta.resolve("./key-scale.ts")],
  ["issuers", import.meta.resolve("./issuer-scale.ts")],
  ["collections", import.meta.resolve("./collection-scale.ts")],
] as const;

/** Goal F6. */
export async function scaleBenchmark({ progress }: BenchmarkOptions): Promise<Findings> {
  const found: SizedTimes[] = [];
  for (const [what, process] of growing) {
    progress(`more and more ${what}`);
    found.push(...(await inQuietProcess<readonly SizedTimes[]>(process, {})));
  }
  const tables = found.flatMap(({ smallest, times }) => ["", ...pairedTable(times, smallest)]);
  return { title: "Decisions at size", lines: [...explained, ...tables], limits: found.map(flatLimit) };
}

const explained: readonly string[] = [
  "Whole decisions, in the same process for every size, in rounds whose order is reversed each time. At each size as",
  "many different keys, tokens and collections are asked for in turn, from everywhere among those there are: what a",
  "processor's caches hold is then the same, and what differs is the size of what has to be searched.",
  "",
  "- *Managed keys* are in a table in the process, and each has been looked up before, so that as many records are",
  "  remembered as ever (10,000 at most). Ten of them are asked for; they are remembered.",
  "- *Issuers* have an RSA key each. Their tokens come in turn: of one issuer 20, or of 20 issuers one each, again and",
  "  again; or every token once, so that a signature is verified each time.",
  "- *Collections in the rules* have an access rule each, in the shipped policy, embedded; ten are asked for, with a token",
  "  that was seen before.",
];
