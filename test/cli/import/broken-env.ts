/** Broken `.env` files: what must become of each. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { importedEnv } from "./imported-env.ts";

/** What is broken, the file, the variable that is named, and what the remedy says. */
export type BrokenFile = readonly [what: string, lines: readonly string[], variable: string, remedy: RegExp];

/** Lines but for those of one variable. */
export const without = (lines: readonly string[], name: string): string[] =>
  lines.filter((line) => !line.startsWith(`${name}=`));

/** A test for each file: it is refused with one remedy, which names the variable, and nothing is written. */
export function refusesEach(product: "fastgeoapi" | "panoramax", files: readonly BrokenFile[]): void {
  for (const [what, lines, variable, remedy] of files) {
    test(`with ${what} is refused with its remedy`, async () => {
      const run = await importedEnv(product, lines);
      assert.equal(run.code, 1);
      assert.equal(run.written, "");
      assert.equal(run.wrote(), false);
      const line = run.warned.split("\n").find((each) => each.startsWith(`  ${variable}`));
      assert.match(line ?? `not named: ${run.warned}`, remedy);
      assert.match(run.warned, /has 1 mistake, and nothing is written/);
    });
  }
}
