/** The code blocks of docs/clients.md. */
import { readFileSync } from "node:fs";

const page = readFileSync(new URL("../../../docs/clients.md", import.meta.url), "utf8");

/** Blocks of a language below a heading of the second level, in their order; below all of them without a heading. */
export function documentedBlocks(language: string, heading?: string): string[] {
  const sections = page.split(/^## /m).slice(1);
  const chosen = sections.filter((section) => heading === undefined || section.startsWith(`${heading}\n`));
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return chosen.flatMap((section) => [...section.matchAll(fence)].map(([, text = ""]) => text));
}
