/** Parts that several pages are made of. */
import { type Html, html } from "./html.ts";

/** Names and values. */
export function definitionList(entries: Readonly<Record<string, unknown>>): Html {
  const items = Object.entries(entries).map(([name, value]) => html`<dt>${name}</dt><dd>${text(value)}</dd>`);
  return html`<dl>${items}</dl>`;
}

/** A table; its cells may be markup. */
export function table(columns: readonly string[], rows: readonly (readonly (Html | string)[])[]): Html {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`);
  return html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** A list of links with descriptions. */
export function linkList(links: readonly { href: string; title: string; description: string }[]): Html {
  const items = links.map(
    ({ href, title, description }) => html`<li><a href="${href}">${title}</a>: ${description}</li>`,
  );
  return html`<ul>${items}</ul>`;
}

/** A value as text: texts as they are, everything else as JSON. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
