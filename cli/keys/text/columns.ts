/** Text for a terminal: columns, and nothing that a terminal would act upon. */

/** One line of what comes from outside: control, formatting and line-breaking characters are written as JSON would. */
export function cell(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** Rows under their heads, each column as wide as its widest cell; no space at the ends of lines. */
export function columns(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows.map((row) => row.map(cell))];
  const widths = heads.map((_, at) =>
    lines.reduce((widest, line) => Math.max(widest, [...(line[at] ?? "")].length), 0),
  );
  return lines
    .map((line) => line.map((text, at) => text + " ".repeat((widths[at] ?? 0) - [...text].length)).join("  "))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}
