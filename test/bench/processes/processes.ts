/** Whole processes under the Lambda Runtime API: what a cold start and a warm invocation take beside an empty handler. */
import type { BenchmarkOptions } from "../benchmarks.ts";
import type { Findings } from "../findings.ts";
import { measureCold } from "./cold.ts";
import { contestants, ourNames } from "./contestants.ts";
import { startOutputDrain } from "./output-drain.ts";
import { coldLimits, coldTable, warmLimits, warmTable } from "./processes-report.ts";
import { measureWarm, type WarmEffort } from "./warm.ts";

const coldRounds = 25;
const warmEffort: WarmEffort = { processes: 15, warmUp: 1_000, rounds: 5, invocationsPerRound: 100 };

/** Cold starts and warm invocations of all contestants. */
export async function processesBenchmark({ otherRuntime, progress }: BenchmarkOptions): Promise<Findings> {
  const compared = await contestants(otherRuntime);
  const drain = startOutputDrain();
  try {
    progress(`${coldRounds} cold starts of each of ${compared.cold.length} functions`);
    const cold = await measureCold(compared.cold, coldRounds, drain);
    progress(`warm invocations of ${compared.warm.length} functions`);
    const warm = await measureWarm(compared.warm, warmEffort, drain);
    return {
      title: "Whole processes under the Lambda Runtime API",
      lines: [
        ...howMeasured,
        "",
        ...coldTable(cold),
        "",
        ...howColdIsRead,
        "",
        ...warmTable(warm),
        "",
        ...howWarmIsRead,
      ],
      limits: [
        ...coldLimits(cold, [ourNames.fresh, ourNames.curve]),
        ...warmLimits(warm, { [ourNames.seen]: 0.1, [ourNames.fresh]: 0.25 }),
      ],
    };
  } finally {
    drain.close();
    await compared.close();
  }
}

const howMeasured = [
  "Functions run in processes of their own, with the variables that Lambda gives them, under a Runtime API of the",
  "benchmark's own in another process. Those of Node.js have the same client, one CommonJS file, which has `node:http`",
  "loaded as AWS's runtime has, and the heap bounds of Lambda's start script at 512 MB; standard output is a pipe that a third",
  "process reads. One at a time, in rounds, in reversed order in every second one. What is over an empty handler is the",
  "median of the rounds' differences; the empty handler is measured twice, which tells how far a difference can be believed.",
];

const howColdIsRead = [
  `${coldRounds} processes each, from the start of the process to its first answer; the event waits before it is asked for. Key`,
  "sets lie beside the functions, so that nothing is called; with an API key, AWS's client is loaded and asks the stand-in",
  "for Secrets Manager over HTTP.",
];

const howWarmIsRead = [
  `${warmEffort.processes} processes each, and of each ${(warmEffort.rounds * warmEffort.invocationsPerRound).toLocaleString("en")} invocations after ${warmEffort.warmUp.toLocaleString("en")} that are not counted, from the event's`,
  "handing out to its answer's arrival as the Runtime API sees it. CPU is that of all threads of the function's process,",
  "what it does after it has answered included. Fresh is a token that the process has not seen before.",
];
