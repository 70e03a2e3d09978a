/** The differences as docs/fastgeoapi.md shows them: a table for each section of the tutorial, and for Keycloak. */
import { type Difference, differences, type Section } from "./differences.ts";

const titles: Readonly<Record<Section, string>> = {
  apiKey: "API keys",
  oauth2: "OAuth2",
  openIdConnect: "OpenID Connect and OPA",
  keycloak: "The same with Keycloak",
};

/** Markdown, with a heading above each table. */
export function differenceTables(): string {
  const sections = Object.entries(titles) as [Section, string][];
  return sections
    .map(([section, title]) => `### ${title}\n\n${table(Object.values(differences[section]))}`)
    .join("\n");
}

function table(rows: readonly Difference[]): string {
  const lines = rows.map(({ request, there, here, why }) => [request, there, here, why]);
  const header = ["request", "fastgeoapi", "here", "why"];
  return [header, header.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}
