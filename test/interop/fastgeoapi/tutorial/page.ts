/** docs/fastgeoapi.md by its headings and blocks. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#infra/project-root";

const text = readFileSync(join(projectRoot, "docs", "fastgeoapi.md"), "utf8");

/** The page's headings of the second level, each with what is below it. */
export const sections: ReadonlyMap<string, string> = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      return [heading, lines.join("\n")];
    }),
);

/**
 * The blocks of a language in a section.
 * @throws Error where there is no such section
 */
export function blocks(heading: string, language: string): readonly string[] {
  const section = sections.get(heading);
  if (section === undefined) throw new Error(`docs/fastgeoapi.md has no "${heading}"`);
  const found = section.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"));
  return [...found].map(([, block = ""]) => block);
}

/** The commands of a section that are there to be run, in their order. */
export const commands = (heading: string): readonly string[] =>
  blocks(heading, "sh").flatMap((block) => block.trimEnd().split("\n"));
