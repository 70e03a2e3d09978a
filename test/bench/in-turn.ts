/** The order of rounds, figures of contestants that were measured in the same rounds, and what one is over another. */
import { median } from "./measure.ts";

/** In every second round the other way round: whoever runs first or last has no advantage. */
export const inRound = <Each>(round: number, each: readonly Each[]): readonly Each[] =>
  round % 2 === 0 ? each : each.toReversed();

/**
 * The median of what one was over the other in each round, which the machine's slower and faster minutes do not change.
 * @param one a figure for each round, as many as `other` has
 * @throws RangeError where there are not as many
 */
export function pairedDifference(one: readonly number[], other: readonly number[]): number {
  return median(inPairs(one, other).map(([mine, theirs]) => mine - theirs));
}

/** The median of how many times the other one was in each round; throws as above. */
export function pairedRatioOf(one: readonly number[], other: readonly number[]): number {
  return median(inPairs(one, other).map(([mine, theirs]) => mine / theirs));
}

function inPairs(one: readonly number[], other: readonly number[]): readonly (readonly [number, number])[] {
  if (one.length !== other.length) throw new RangeError(`${one.length} rounds and ${other.length}`);
  return one.map((mine, round) => [mine, other[round] ?? Number.NaN] as const);
}
