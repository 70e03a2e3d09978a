/** The same decision with more and more of something around it, and what its time may grow by. */
import { type JudgedLimit, ratioLimit } from "../findings.ts";
import { type Contestant, type PairedEffort, type PairedTimes, paired, pairedRatio } from "../paired.ts";

/** How much is how many times as slow as little. */
export interface SizedTimes {
  readonly smallest: string;
  readonly largest: string;
  readonly times: ReadonlyMap<string, PairedTimes>;
}

/** The decision at one size. */
export interface Sized {
  /** Such as `1,000 managed keys`. */
  readonly name: string;
  readonly run: Contestant["run"];
}

/**
 * Measures the sizes in turn.
 * @param sized ascending
 * @param control the smallest size made a second time
 */
export async function sizedTimes(
  sized: readonly Sized[],
  control: Contestant["run"],
  effort: PairedEffort,
): Promise<SizedTimes> {
  const [first, last] = [sized[0]?.name ?? "", sized.at(-1)?.name ?? ""];
  const controlled = [...sized, { name: `${first}, made once more (control)`, run: control }];
  return { smallest: first, largest: last, times: await paired(controlled, effort) };
}

/** The most that a decision may cost at the largest size, in decisions at the smallest. */
const flat = 1.2;

/** The limit of F6. */
export function flatLimit({ smallest, largest, times }: SizedTimes): JudgedLimit {
  const [little, much] = [times.get(smallest), times.get(largest)];
  if (little === undefined || much === undefined) throw new RangeError("a size was not measured");
  return ratioLimit("F6", largest, pairedRatio(much, little), flat, smallest);
}

/** A size as it is told. */
export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** As many as asked for, spread over all of them: the first one is among them, and none comes twice. */
export function spread<Value>(all: readonly Value[], count: number): readonly Value[] {
  if (all.length < count) throw new RangeError(`there are ${all.length}, fewer than ${count}`);
  const stride = Math.floor(all.length / count);
  return Array.from({ length: count }, (_, index) => all[index * stride] as Value);
}
