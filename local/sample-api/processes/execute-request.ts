/** What a client asks a process to do. */
import { isObject, jsonObject } from "../json-object.ts";
import type { Process } from "./process.ts";

/** A request to execute that can be carried out. */
export interface ExecuteRequest {
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether the outputs are wanted in one document, by their names. */
  readonly asDocument: boolean;
}

/**
 * Reads a body (OGC 18-062r2 section 7.11.2): the inputs by name, as they are or as `{"value": …}`.
 * @returns the request, or a sentence that says what is wrong
 */
export function executeRequest(body: string, process: Process): ExecuteRequest | string {
  const document = jsonObject(body);
  if (document === undefined) return "The body must be a JSON object.";
  const { inputs = {}, response = "raw", outputs } = document;
  if (!isObject(inputs)) return "The member inputs must be an object.";
  if (response !== "raw" && response !== "document") return "The member response must be raw or document.";
  if (
    outputs !== undefined &&
    !(isObject(outputs) && Object.keys(outputs).every((id) => id === process.output.id))
  ) {
    return `The member outputs may only name ${process.output.id}.`;
  }
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(inputs)) {
    if (!Object.hasOwn(process.inputs, name)) return `There is no input of that name: ${name}.`;
    values[name] = isObject(value) && "value" in value ? value.value : value;
  }
  return { inputs: values, asDocument: response === "document" };
}
