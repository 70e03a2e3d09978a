/** Reads an OpenAPI document from a file. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";

/**
 * The document in a file of JSON or YAML, or what to do about a file that holds neither.
 * @param folder what a relative name starts from
 */
export function readOpenApiFile(
  name: string,
  folder: string,
): { readonly document: unknown } | { readonly remedy: string } {
  let text: string;
  try {
    text = readFileSync(resolve(folder, name), "utf8");
  } catch {
    return { remedy: "cannot be read: name a file that is there, relative to the settings file" };
  }
  try {
    return { document: documentIn(text) };
  } catch {
    return { remedy: "must be JSON or YAML" };
  }
}

/** JSON is YAML too, but is read many times faster as what it is. */
function documentIn(text: string): unknown {
  return text.trimStart().startsWith("{") ? jsonOrYaml(text) : parse(text, { logLevel: "error" });
}

/** A YAML document may begin with a brace as well. */
function jsonOrYaml(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parse(text, { logLevel: "error" });
  }
}
