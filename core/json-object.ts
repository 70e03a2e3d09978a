/** Objects of JSON, told from lists and from null, for documents that come from outside. */

/** True for a JSON object (RFC 8259 section 4). Its members may have any name: inherited ones are no part of it. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
