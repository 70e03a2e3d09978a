/** The table of settings in docs/settings.md: every setting, its values, its default and its sentence. */
import type { JsonSchema } from "./json-schema.ts";

/** Markdown rows for every setting of the schema, in its order. */
export function settingsTable(schema: JsonSchema): string {
  const rows = rowsOf(schema, "").map((cells) => `| ${cells.join(" | ")} |`);
  return ["| setting | values | default | what it is |", "|---|---|---|---|", ...rows].join("\n");
}

type Row = readonly [setting: string, values: string, defaultValue: string, sentence: string];

function rowsOf(schema: JsonSchema, path: string): Row[] {
  const variants = schema.oneOf ?? schema.anyOf ?? [schema];
  const names = new Set(variants.flatMap(({ properties }) => Object.keys(properties ?? {})));
  return [...names].flatMap((name) => {
    const setting = path === "" ? name : `${path}.${name}`;
    const members = variants.flatMap(({ properties }) => properties?.[name] ?? []);
    const [member] = members;
    if (member === undefined) return [];
    const values = [...new Set(members.map(valuesOf))].join(", ");
    const sentence = [...new Set(members.map(({ description }) => description ?? ""))].join(" Or: ");
    const row: Row = [`\`${setting}\``, values, requiredOf(variants, name) ?? defaultOf(member), sentence];
    return [row, ...rowsOf(member, setting), ...rowsOf(member.items ?? {}, `${setting}[]`)];
  });
}

/** Where a setting has to be given: everywhere, or with some value of the setting that tells the variants apart. */
function requiredOf(variants: readonly JsonSchema[], name: string): string | undefined {
  const having = variants.filter(({ properties }) => properties?.[name] !== undefined);
  if (having.length === 0 || !having.every(({ required }) => required?.includes(name))) return undefined;
  if (having.length === variants.length) return "(required)";
  const kinds = having.flatMap(({ properties }) =>
    Object.values(properties ?? {}).flatMap((each) => each.const ?? []),
  );
  return kinds.length === 0 ? undefined : `(required for ${kinds.map(code).join(", ")})`;
}

function valuesOf(schema: JsonSchema): string {
  const variants = schema.oneOf ?? schema.anyOf;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(", ");
  if (variants !== undefined) return [...new Set(variants.map(valuesOf))].join(", ");
  if (schema.type === "array") return `list of ${valuesOf(schema.items ?? {})}`;
  if (schema.minimum !== undefined && schema.maximum !== undefined)
    return `${schema.minimum}–${schema.maximum}`;
  return schema.type ?? "";
}

function defaultOf(member: JsonSchema): string {
  return member.default === undefined || member.properties !== undefined ? "" : code(member.default);
}

const code = (value: unknown) => `\`${JSON.stringify(value).replaceAll("|", "\\|")}\``;
