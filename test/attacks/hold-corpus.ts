/** Runs every attack of a corpus, and holds the corpus to its size, its titles and its reach. */
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { countedReasons } from "#adapters/counted-reasons";

/** One attack: what it is, the reason code that it ends with, and the test of it beside its untouched twin. */
export interface HeldAttack {
  readonly title: string;
  readonly ends: string;
  readonly run: (context: TestContext) => void | Promise<void>;
}

/**
 * Declares the tests.
 * @param corpus attacks by their source
 * @param least how many attacks there must be
 * @param reached the reason codes of which each must end some attack
 */
export function holdCorpus(
  corpus: Readonly<Record<string, readonly HeldAttack[]>>,
  least: number,
  reached: RegExp,
): void {
  for (const [source, attacks] of Object.entries(corpus)) {
    describe(source, () => {
      for (const { title, ends, run } of attacks) {
        // A guard against hanging, and no measure of speed.
        test(`${title} → ${ends}`, { timeout: 10_000 }, (context) => run(context));
      }
    });
  }

  describe("the corpus", () => {
    const all = Object.values(corpus).flat();

    test(`holds at least ${least} attacks`, (context) => {
      context.diagnostic(`${all.length} attacks`);
      assert.ok(all.length >= least);
    });

    test("has no title twice", () => {
      const titles = all.map(({ title }) => title);
      assert.deepEqual(
        titles.filter((title, index) => titles.indexOf(title) !== index),
        [],
      );
    });

    test("reaches every reason for which such a credential is refused", () => {
      const ends = new Set(all.map((attack) => attack.ends));
      const reasons = [...countedReasons].filter((reason) => reached.test(reason));
      assert.ok(reasons.length > 12);
      assert.deepEqual(
        reasons.filter((reason) => !ends.has(reason)),
        [],
      );
    });
  });
}
