/** Documents as Python's `json.dumps` writes them, for policies that a Python service used to ask. */
import { written } from "./json-text.ts";

/** Characters that Python's `ensure_ascii` escapes and JSON.stringify does not. */
const notAscii = /[\x7f-\uffff]/g;

/**
 * Writes a document byte for byte as `json.dumps` with its defaults: `", "` and `": "` between, and all ASCII. What
 * Python would still know and JavaScript does not stays different: that a number was written as 1.0 or 1e2, the digits
 * of a whole number beyond 2^53, and the place of a member whose name is a whole number.
 * @returns the text, or `undefined` where there is no document
 * @throws Fault `policy_error` for what JSON cannot hold, such as a cycle
 */
export function pythonJsonText(document: unknown): string | undefined {
  if (document === undefined || document === null) return undefined;
  return written(() => valueText(document));
}

function valueText(value: unknown): string {
  if (typeof value === "string") return stringText(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  if (typeof value !== "object") throw new TypeError();
  const members = Object.entries(value).map(([name, member]) => `${stringText(name)}: ${valueText(member)}`);
  return `{${members.join(", ")}}`;
}

function stringText(text: string): string {
  return JSON.stringify(text).replace(
    notAscii,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Python's `repr` of a fraction has an exponent of two digits at least, and one already below 0.0001. */
function numberText(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError();
  if (Number.isInteger(number) || Math.abs(number) >= 1e-4) return JSON.stringify(number);
  return number.toExponential().replace(/e-(\d)$/, "e-0$1");
}
