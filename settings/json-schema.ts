/** The JSON Schema of the settings file, for editors: made from core/settings, so that the two cannot differ. */
import { toJsonSchema } from "@valibot/to-json-schema";
import { settingsSchema } from "#core/settings/schema";

/** A JSON Schema, as far as the table of settings reads it. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Schema of the file as operators write it. Rules that JSON Schema cannot say are found at synth. */
export function settingsJsonSchema(): JsonSchema {
  const schema = toJsonSchema(settingsSchema, { typeMode: "input", errorMode: "ignore", target: "draft-07" });
  return withRemarks({ ...schema, title: "Settings of ogc-api-authorizer" } as JsonSchema);
}

/** Allows members whose name starts with `//`: the reader takes them for remarks. */
function withRemarks<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withRemarks) as Value;
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withRemarks(member)]);
  const remarked = "properties" in value ? [["patternProperties", { "^//": true }]] : [];
  return Object.fromEntries([...members, ...remarked]) as Value;
}
