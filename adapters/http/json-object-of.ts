/** Reads a JSON object out of an answer's body, more strictly than JSON.parse: nothing in it may be said twice. */
import { isJsonObject } from "#core/json-object";

/**
 * The object that a body is in UTF-8 (RFC 8259 sections 4 and 8.1), or `undefined` for anything else. Of two members
 * with one name a reader may take either: such an object is none, so that a server that puts texts of its users into
 * JSON without care cannot be made to say two things.
 */
export function jsonObjectOf(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) && membersWritten(text) === Object.keys(json).length ? json : undefined;
  } catch {
    return undefined;
  }
}

/** How many members the outermost object of a valid JSON text has, in which each is written with one colon. */
function membersWritten(text: string): number {
  let depth = 0;
  let members = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (token === ":" && depth === 1) members += 1;
  }
  return members;
}
