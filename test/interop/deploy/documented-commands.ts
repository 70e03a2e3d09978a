/** The commands in README and docs/: what they tell people to run is what the tests run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#infra/project-root";

/** Where a command stands. */
export interface CommandPlace {
  /** The file, from the project's root. */
  readonly file: string;
  /** The heading above it. */
  readonly heading: string;
  /** How its line begins. */
  readonly start: string;
  /** How its line ends, where several begin alike. */
  readonly ending?: string;
}

/**
 * The words of a documented command.
 * @param given what takes the place of the names in it, by the word that holds them
 * @throws Error when there is not exactly one such command, or it lacks one of these words
 */
export function documentedCommand(
  { file, heading, start, ending = "" }: CommandPlace,
  given: Readonly<Record<string, string>> = {},
): readonly string[] {
  const text = readFileSync(join(projectRoot, file), "utf8");
  const [, section = ""] = text.split(new RegExp(`^#+ ${heading}$`, "m"));
  const [own = ""] = section.split(/^#{2,} /m);
  const lines = own.split("\n").map((each) => each.trim());
  const [line, ...others] = lines.filter((each) => each.startsWith(start) && each.endsWith(ending));
  if (line === undefined || others.length > 0) {
    throw new Error(`${file} has not one line "${start}" … "${ending}" under "${heading}"`);
  }
  const words = [...line.replace(/ #.*/, "").matchAll(/"([^"]*)"|\S+/g)].map(
    ([word, quoted]) => quoted ?? word,
  );
  for (const word of Object.keys(given)) {
    if (!words.includes(word)) throw new Error(`"${line}" in ${file} does not have the word ${word}`);
  }
  return words.map((word) => given[word] ?? word);
}
