/** Decisions with a remote OPA, against the least that they could take: a signature and a bare round trip. */
import { peer as opa } from "#test/interop/opa/install";
import type { BenchmarkOptions } from "../benchmarks.ts";
import { type Findings, type JudgedLimit, ratioLimit } from "../findings.ts";
import { type PairedTimes, pairedRatio } from "../paired.ts";
import { pairedTable } from "../report/times-table.ts";
import { installedForBenchmark } from "../subject/installed-peer.ts";
import { inQuietProcess } from "../subject/quiet-process.ts";
import { startAskedOpa } from "./asked-opa.ts";
import { effort } from "./effort.ts";
import { rows } from "./rows.ts";

const sizes = [10, 1_000, 10_000] as const;

type Times = ReadonlyMap<string, PairedTimes>;

const decisionsProcess = import.meta.resolve("./remote-decisions.ts");

/** Goal F3. */
export async function remoteBenchmark({ progress }: BenchmarkOptions): Promise<Findings> {
  await installedForBenchmark("opa", opa, progress);
  const lines: string[] = [...introduction];
  const limits: JudgedLimit[] = [];
  for (const size of sizes) {
    const collections = `${size.toLocaleString("en")} collections`;
    progress(`an OPA with ${collections}`);
    const times = await measuredAt(size);
    lines.push("", `### ${collections}`, "", ...pairedTable(times, rows.floor), "", tailsOf(times));
    limits.push(...remoteLimits(collections, times));
  }
  return { title: "A remote OPA", lines, limits };
}

async function measuredAt(collections: number): Promise<Times> {
  const { close, ...address } = await startAskedOpa(collections);
  try {
    return await inQuietProcess<Times>(decisionsProcess, address);
  } finally {
    await close();
  }
}

const introduction: readonly string[] = [
  `OPA ${opa.version} as a process of its own with the shipped policy, over 127.0.0.1; RS256 tokens, whose key set is`,
  `beside the function. Each table is of one process, in which every operation ran ${effort.rounds} rounds of`,
  `${effort.operationsPerRound}, in an order that is reversed each round. A raw round trip is the very bytes that the function`,
  "sends, written to a kept socket by hand, and the answer read to its end; it has no time-out, no bound, and nothing that",
  "would notice a broken answer. Most of it is OPA's own work, and its tail is OPA's and the machine's. The Unix socket is",
  "for comparison alone: the function has no setting for one.",
];

/** How far the longest times are from the usual ones, of the round trip alone and of ours. */
function tailsOf(times: Times): string {
  const tails = [rows.tcp, rows.seen, rows.fresh].map(
    (name) => `${tail(of(times, name)).toFixed(1)} (${name})`,
  );
  return `p99 as a multiple of p50: ${tails.join(", ")}.`;
}

/** The limits of F3. */
export function remoteLimits(collections: string, times: Times): readonly JudgedLimit[] {
  return [rows.seen, rows.fresh].flatMap((name) => {
    const what = `remote OPA, ${collections}, ${name.replace("ours, ", "")}`;
    const measured = of(times, name);
    return [
      ratioLimit("F3", what, pairedRatio(measured, of(times, rows.floor)), 1.5, `(${rows.floor})`),
      ratioLimit("F3", `${what}, p99`, tail(measured), 3, "p50"),
    ];
  });
}

const tail = ({ p50, p99 }: PairedTimes) => p99 / p50;

function of(times: Times, name: string): PairedTimes {
  const found = times.get(name);
  if (found === undefined) throw new RangeError(`${name} was not measured`);
  return found;
}
