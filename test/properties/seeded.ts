/** Properties whose seed is always printed, so that a run that failed can be had again: `FC_SEED=<seed> npm test`. */
import type { TestContext } from "node:test";
import fc from "fast-check";

/** The seed of all properties of this process: the environment's, or another one at every run. */
const seed = seedOf(process.env.FC_SEED);

function seedOf(given: string | undefined): number {
  if (given === undefined || given === "") return Math.floor(Math.random() * 2 ** 31);
  const number = Number(given);
  if (!Number.isInteger(number)) throw new Error("FC_SEED must be a whole number");
  return number;
}

/**
 * Checks a property and prints what it was: the test's name, the number of runs and the seed.
 * @throws fast-check's error with the shortest counterexample
 */
export async function holdsFor<Values>(
  runs: number,
  property: fc.IProperty<Values> | fc.IAsyncProperty<Values>,
  test: Pick<TestContext, "name" | "diagnostic">,
): Promise<void> {
  test.diagnostic(`${test.name}: ${runs} runs, FC_SEED=${seed}`);
  await fc.assert(property, { numRuns: runs, seed });
}
