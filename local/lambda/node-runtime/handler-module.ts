/** Finds and loads a function's handler. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RuntimeFailure } from "./error-report.ts";

/** A handler in the one style that Lambda's Node.js 24 runtime still has: it returns its answer or a promise of it. */
export type Handler = (event: unknown, context: unknown) => unknown;

/** Endings in the order in which AWS's runtime tries them; `.ts` is for code of this repository, which has no build. */
const endings = [".js", ".mjs", ".cjs", ".ts"];

/**
 * Loads `<folder>/<module>.<export>`, as the AWS guide "Define Lambda function handler in Node.js" names handlers.
 * @param taskRoot the folder that the handler's name is relative to
 * @throws {RuntimeFailure} when there is no such module, export or function; what the module throws, as it is
 */
export async function loadHandler(taskRoot: string, name: string): Promise<Handler> {
  const [, file = "", exported = ""] = /^((?:[^/]*\/)*[^/.]+)\.(.+)$/.exec(name) ?? [];
  if (exported === "" || name.includes("..")) {
    throw new RuntimeFailure("MalformedHandlerName", `'${name}' is not a handler name such as index.handler`);
  }
  const handler = exportNamed(await loadModule(taskRoot, file), exported);
  if (handler === undefined) {
    throw new RuntimeFailure("HandlerNotFound", `${name} is undefined or not exported`);
  }
  if (typeof handler !== "function") {
    throw new RuntimeFailure("HandlerNotFound", `${name} is not a function`);
  }
  if (handler.length >= 3) {
    throw new RuntimeFailure(
      "CallbackHandlerDeprecated",
      `${name} takes a callback, which Lambda's Node.js 24 runtime does not support: make it an async function`,
    );
  }
  return handler as Handler;
}

async function loadModule(taskRoot: string, file: string): Promise<unknown> {
  const path = endings
    .map((ending) => join(taskRoot, file + ending))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new RuntimeFailure("ImportModuleError", `There is no module '${file}' in ${taskRoot}`);
  }
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeFailure("UserCodeSyntaxError", String(error));
    if (isModuleNotFound(error)) throw new RuntimeFailure("ImportModuleError", error.message);
    throw error;
  }
}

function isModuleNotFound(error: unknown): error is Error {
  const codes: readonly unknown[] = ["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"];
  return error instanceof Error && "code" in error && codes.includes(error.code);
}

/** The export; of a CommonJS module whose exports Node could not list beforehand, the member of its `exports`. */
function exportNamed(module: unknown, name: string): unknown {
  return member(module, name) ?? member(member(module, "default"), name);
}

function member(value: unknown, name: string): unknown {
  return name.split(".").reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}
