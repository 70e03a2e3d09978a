/** Measures how long one operation takes: warmed up, in rounds, as percentiles. */

/** How often an operation is run. */
export interface Effort {
  /** Before anything is measured, so that code is compiled and connections are open. */
  readonly warmUp: number;
  readonly rounds: number;
  readonly operationsPerRound: number;
}

/** What was measured; microseconds, all of them. */
export interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
  /** The lowest and the highest median of a round: how far one run can be believed. */
  readonly medians: readonly [lowest: number, highest: number];
  readonly operations: number;
}

/**
 * Runs an operation again and again, one at a time, and times each by itself. Reading the clock twice costs about a
 * tenth of a microsecond, which is in the figures.
 * @param operation gets the number of the call, counted from 0 and on through warm-up and rounds
 */
export async function measure(
  { warmUp, rounds, operationsPerRound }: Effort,
  operation: (call: number) => Promise<unknown>,
): Promise<Measured> {
  let call = 0;
  while (call < warmUp) await operation(call++);
  const medians: number[] = [];
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const times: number[] = [];
    for (let each = 0; each < operationsPerRound; each += 1) {
      const began = performance.now();
      await operation(call++);
      times.push((performance.now() - began) * 1000);
    }
    times.sort(ascending);
    medians.push(percentile(times, 50));
    all.push(...times);
  }
  all.sort(ascending);
  medians.sort(ascending);
  return {
    p50: percentile(all, 50),
    p99: percentile(all, 99),
    slowest: percentile(all, 100),
    medians: [percentile(medians, 0), percentile(medians, 100)],
    operations: all.length,
  };
}

const ascending = (one: number, other: number) => one - other;

/**
 * The nearest-rank percentile.
 * @param sorted ascending
 * @throws RangeError for no values
 */
export function percentile(sorted: readonly number[], percent: number): number {
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError("nothing was measured");
  return value;
}

/** The same of values in any order. */
export const percentileOf = (values: readonly number[], percent: number): number =>
  percentile(values.toSorted(ascending), percent);

/** The median of values in any order; throws as above. */
export const median = (values: readonly number[]): number => percentileOf(values, 50);
