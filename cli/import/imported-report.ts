/** What an import tells the operator: mistakes, or what was written, what differs and what comes next. */
import type { ImportMistake } from "./imported.ts";

/** All mistakes of a file, a line each. */
export function mistakesText(file: string, mistakes: readonly ImportMistake[]): string {
  const count = `${mistakes.length} mistake${mistakes.length === 1 ? "" : "s"}`;
  return [
    `${file} has ${count}, and nothing is written:`,
    ...mistakes.map(({ variable, remedy }) => `  ${variable}: ${remedy}`),
  ].join("\n");
}

/** Sentences about what works otherwise than before. */
export function differencesText(product: string, differences: readonly string[]): string {
  return [
    `What differs from ${product}, and what is left to do:`,
    ...differences.map((each) => `- ${each}`),
    "",
  ].join("\n");
}
