/**
 * Properties whose seed is always printed, so that a run that failed can be had again: `FC_SEED=<seed> npm test`; and
 * more runs of those that are quick, as CI asks for by `FC_RUNS`.
 */
import type { TestContext } from "node:test";
import fc from "fast-check";

/** The seed of all properties of this process: the environment's, or another one at every run. */
const seed = wholeNumber("FC_SEED") ?? Math.floor(Math.random() * 2 ** 31);

/** How often a quick property is checked: so often, or more often where the environment asks for it. */
export const runsOf = (usual: number): number => Math.max(usual, wholeNumber("FC_RUNS") ?? 0);

function wholeNumber(variable: string): number | undefined {
  const given = process.env[variable];
  if (given === undefined || given === "") return undefined;
  const number = Number(given);
  if (!Number.isInteger(number)) throw new Error(`${variable} must be a whole number`);
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
