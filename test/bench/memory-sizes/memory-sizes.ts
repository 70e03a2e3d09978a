/** What a decision takes at each memory size of the function, by the share of a processor that Lambda gives to it. */
import type { BenchmarkOptions } from "../benchmarks.ts";
import type { Findings, MemorySizeFigures } from "../findings.ts";
import {
  type Contestants,
  contestants,
  emptyName,
  ourNames,
  type ProcessContestant,
} from "../processes/contestants.ts";
import { type OutputDrain, startOutputDrain } from "../processes/output-drain.ts";
import { type CpuShare, cpuShare, periodMicroseconds, quotaMicroseconds } from "./cpu-share.ts";
import { memorySizesLines } from "./memory-sizes-report.ts";
import { type SharedSize, throttledCold } from "./throttled-cold.ts";
import { type ThrottledEffort, type ThrottledWarm, throttledWarm } from "./throttled-warm.ts";

const sizesInMegabytes = [128, 256, 512, 1024] as const;

const effort: ThrottledEffort = { warmUp: 1_500, apart: 300, busy: 200 };
const coldRounds = 7;

const title = "Memory sizes of the function";

/** The curve; without it, where this machine lets nobody limit processor time. */
export async function memorySizesBenchmark({ progress }: BenchmarkOptions): Promise<Findings> {
  const shares: CpuShare[] = [];
  try {
    for (const megabytes of sizesInMegabytes) shares.push(cpuShare(megabytes));
  } catch (error) {
    for (const share of shares) share.remove();
    return { title, lines: [`Not measured: ${(error as Error).message}`], limits: [] };
  }
  const sizes = shares.map((share, index) => ({ share, memoryMegabytes: sizesInMegabytes[index] ?? 0 }));
  const drain = startOutputDrain();
  let compared: Contestants | undefined;
  try {
    compared = await contestants();
    const memorySizes = await measured(compared, sizes, drain, progress);
    // A kernel that takes limits and does not hold them would give a curve that is none.
    if (sizes.some(({ share }) => share.throttledPeriods() === 0))
      return {
        title,
        lines: ["Not measured: this machine does not hold the limits it was given."],
        limits: [],
      };
    return { title, lines: memorySizesLines(memorySizes, effort, coldRounds), limits: [], memorySizes };
  } finally {
    drain.close();
    await compared?.close();
    for (const { share } of sizes) share.remove();
  }
}

async function measured(
  { warm }: Contestants,
  sizes: readonly SharedSize[],
  drain: OutputDrain,
  progress: (line: string) => void,
): Promise<readonly MemorySizeFigures[]> {
  const named = (name: string): ProcessContestant => {
    const found = warm.find((contestant) => contestant.name === name);
    if (found === undefined) throw new Error(`there is no contestant ${name}`);
    return found;
  };
  const { seen, fresh, key } = ourNames;
  const compared = [emptyName, seen, fresh, key].map(named);
  progress("warm invocations at each memory size");
  const warmFigures = await throttledWarm(compared, sizes, effort, drain);
  progress("cold starts with a whole processor for the initialisation");
  const cold = await throttledCold(named(fresh), sizes, "first event", coldRounds, drain);
  const coldKey = await throttledCold(named(key), sizes, "first event", coldRounds, drain);
  progress("cold starts within the share");
  const within = await throttledCold(named(fresh), sizes, "start", coldRounds, drain);
  return sizes.map(({ memoryMegabytes }, size) => {
    const at = (index: number) => warmFigures[index]?.[size] ?? unmeasured();
    const each = (figure: (measured: ThrottledWarm) => number) => ({
      empty: figure(at(0)),
      seen: figure(at(1)),
      fresh: figure(at(2)),
      key: figure(at(3)),
    });
    return {
      memoryMegabytes,
      processorShare: quotaMicroseconds(memoryMegabytes) / periodMicroseconds,
      warmMilliseconds: each(({ p50 }) => p50),
      warmP99Milliseconds: each(({ p99 }) => p99),
      billedMilliseconds: each(({ billed }) => billed),
      busyMilliseconds: each(({ busy }) => busy),
      coldMilliseconds: (cold[size] ?? unmeasured()).total,
      coldKeyMilliseconds: (coldKey[size] ?? unmeasured()).total,
      coldWithinShareMilliseconds: (within[size] ?? unmeasured()).total,
      initMilliseconds: (cold[size] ?? unmeasured()).init,
      peakMemoryMegabytes: Math.max(at(1).memory, at(2).memory, at(3).memory),
    };
  });
}

function unmeasured(): never {
  throw new Error("a memory size was not measured");
}
