/** `npm run settings`: writes the JSON Schema and the table of settings that are made from core/settings. */
import { readFileSync, writeFileSync } from "node:fs";
import { settingsJsonSchema } from "./json-schema.ts";
import { settingsTable } from "./table.ts";

/** The generated documents by their path from the project's root. */
export function settingsDocuments(documentation: string): Record<string, string> {
  const schema = settingsJsonSchema();
  const table = `<!-- settings:begin -->\n${settingsTable(schema)}\n<!-- settings:end -->`;
  return {
    "settings/settings.schema.json": `${JSON.stringify(schema, null, 2)}\n`,
    "docs/settings.md": documentation.replace(
      /<!-- settings:begin -->[\s\S]*<!-- settings:end -->/,
      () => table,
    ),
  };
}

if (import.meta.main) {
  const root = new URL("../", import.meta.url);
  const documentation = readFileSync(new URL("docs/settings.md", root), "utf8");
  for (const [path, text] of Object.entries(settingsDocuments(documentation)))
    writeFileSync(new URL(path, root), text);
}
