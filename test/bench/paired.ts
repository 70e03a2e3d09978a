/** Measures several operations in turn, so that all meet the machine in the same state, and compares their times. */
import { inRound, pairedRatioOf } from "./in-turn.ts";
import { median, percentileOf } from "./measure.ts";

/** One of the operations that are compared. */
export interface Contestant {
  readonly name: string;
  /** @param call counted from 0, and on through warm-up and rounds */
  run(call: number): unknown;
}

/** How often every operation is run. */
export interface PairedEffort {
  /** Before anything is measured, so that code is compiled and connections are open. */
  readonly warmUp: number;
  readonly rounds: number;
  readonly operationsPerRound: number;
}

/** What was measured of one operation; microseconds, all of them. */
export interface PairedTimes {
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the whole process for one operation, its garbage collection and its threads included. */
  readonly cpu: number;
  /** The median of every round, in their order. */
  readonly medians: readonly number[];
}

/**
 * Runs the operations in rounds, in the given order and reversed in every second round: whoever runs first or last has
 * no advantage. In a round, one operation is run and timed again and again before the next one has its turn.
 * @returns the times by the operation's name
 */
export async function paired(
  contestants: readonly Contestant[],
  { warmUp, rounds, operationsPerRound }: PairedEffort,
): Promise<ReadonlyMap<string, PairedTimes>> {
  const runs = contestants.map((contestant) => ({
    ...contestant,
    run: contestant.run.bind(contestant),
    calls: 0,
    cpu: 0,
    times: [] as number[],
    medians: [] as number[],
  }));
  for (const each of runs) while (each.calls < warmUp) await each.run(each.calls++);
  for (let round = 0; round < rounds; round += 1) {
    for (const each of inRound(round, runs)) {
      const times: number[] = [];
      const before = process.cpuUsage();
      for (let operation = 0; operation < operationsPerRound; operation += 1) {
        const began = performance.now();
        await each.run(each.calls++);
        times.push((performance.now() - began) * 1000);
      }
      const { user, system } = process.cpuUsage(before);
      each.cpu += user + system;
      each.medians.push(median(times));
      each.times.push(...times);
    }
  }
  return new Map(
    runs.map(({ name, cpu, times, medians }) => {
      const [p50, p99] = [median(times), percentileOf(times, 99)];
      return [name, { p50, p99, cpu: cpu / times.length, medians }] as const;
    }),
  );
}

/**
 * How many times as long one operation takes as another: the median of the ratios of their rounds, which the machine's
 * slower and faster minutes do not change.
 */
export function pairedRatio(one: PairedTimes, other: PairedTimes): number {
  return pairedRatioOf(one.medians, other.medians);
}
