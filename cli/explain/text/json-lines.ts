/** JSON in lines that a person reads: what is short stands in one line. */
import { isJsonObject } from "#core/json-object";

/** Longest line that is not broken, without its indentation, in characters. */
const shortLine = 96;

/** The lines of a JSON value. */
export function jsonLines(value: unknown): string[] {
  const whole = JSON.stringify(value);
  if (whole === undefined || typeof value !== "object" || value === null) return [whole ?? "undefined"];
  if (whole.length <= shortLine && !Object.values(value).some(holdsMembers)) return [whole];
  if (Array.isArray(value)) return bracketed("[", value.map(jsonLines), "]");
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => {
      const [first = "", ...rest] = jsonLines(member);
      return [`${JSON.stringify(name)}: ${first}`, ...rest];
    });
  return bracketed("{", members, "}");
}

/** Objects within are worth lines of their own. */
function holdsMembers(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length > 0;
}

function bracketed(open: string, parts: readonly (readonly string[])[], close: string): string[] {
  const lines = parts.flatMap((part, index) => {
    const comma = index < parts.length - 1 ? "," : "";
    return part.map((line, at) => `  ${line}${at === part.length - 1 ? comma : ""}`);
  });
  return [open, ...lines, close];
}
