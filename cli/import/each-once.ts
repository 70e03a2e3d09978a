/** Mistakes without those that say the same again. */
import type { ImportMistake } from "./imported.ts";

/** Each once, in their order: one variable may be read, or be in settings, several times. */
export function eachOnce(mistakes: readonly ImportMistake[]): ImportMistake[] {
  return [...new Map(mistakes.map((each) => [each.variable + each.remedy, each])).values()];
}
