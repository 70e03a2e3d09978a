/** The CDK commands of README's section "Deploy": what it tells people to run is what the tests run. */
import { readFileSync } from "node:fs";

/** The words of the command for a verb of CDK, from `cdk` on. */
export type CdkVerb = "bootstrap" | "deploy" | "destroy";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

/**
 * The command in README's section "Deploy".
 * @param given what stands in the place of the file and folder names there, by the word that holds them
 * @throws Error when the section has not exactly one such command, or the command lacks such a word
 */
export function readmeCommand(verb: CdkVerb, given: Readonly<Record<string, string>>): readonly string[] {
  const section = /^## Deploy\n(.*?)^## /ms.exec(readme)?.[1] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith(`npx cdk ${verb}`));
  const [line, ...others] = lines;
  if (line === undefined || others.length > 0) throw new Error(`README has not one line "npx cdk ${verb}"`);
  const words = line.replace(/#.*/, "").trim().split(/\s+/).slice(1);
  for (const word of Object.keys(given)) {
    if (!words.includes(word)) throw new Error(`README's "npx cdk ${verb}" does not have the word ${word}`);
  }
  return words.map((word) => given[word] ?? word);
}
