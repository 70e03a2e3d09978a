/** HTML that is escaped where it is put together. */

/** Markup that needs no more escaping; made by `html` alone. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | readonly Part[];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template of markup: what is put in is escaped, in text and in quoted attributes, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((before, text, index) => before + markupOf(parts[index - 1] ?? "") + text);
  return { markup };
}

function markupOf(part: Part): string {
  if (typeof part === "string") return part.replace(/[&<>"']/g, (character) => escapes[character] ?? "");
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map(markupOf).join("");
}
