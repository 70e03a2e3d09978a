/** Mapping expressions of response parameters: where the value of a header comes from. */
import { invalid } from "../template/template-error.ts";
import { isContextVariable } from "./context-variables.ts";
import type { RequestValues } from "./request-values.ts";

/** Where a value comes from. */
export type ValueSource =
  | { readonly from: "literal"; readonly text: string }
  | {
      readonly from: "context" | "stageVariables" | "header" | "querystring" | "path";
      readonly name: string;
    };

const requestParameter = /^method\.request\.(header|querystring|path)\.([A-Za-z0-9._$-]+)$/;

/**
 * Reads a mapping expression (Amazon API Gateway developer guide, "Parameter mapping source reference for REST APIs
 * in API Gateway").
 * @param where names the expression in an error
 * @throws TemplateError when it is none; a literal without single quotes, or with one inside, is a mistake
 */
export function parseParameterMapping(expression: string, where: string): ValueSource {
  // Printable characters only: anything else cannot stand in a header.
  const literal = /^'([^'\p{Cc}]*)'$/u.exec(expression)?.[1];
  if (literal !== undefined) return { from: "literal", text: literal };
  const parameter = requestParameter.exec(expression);
  if (parameter !== null) {
    const [, position, name = ""] = parameter;
    return { from: position === "header" || position === "path" ? position : "querystring", name };
  }
  const contextName = /^context\.(.+)$/.exec(expression)?.[1];
  if (contextName !== undefined && isContextVariable(contextName)) {
    return { from: "context", name: contextName };
  }
  const variable = /^stageVariables\.([A-Za-z0-9_]+)$/.exec(expression)?.[1];
  if (variable !== undefined) return { from: "stageVariables", name: variable };
  throw invalid(
    `${where}: ${expression} is neither a literal in single quotes (without one inside) nor a known expression`,
  );
}

/** The value of a mapping for one request; `undefined` when the request has none: the header is left out. */
export function mappedValue(source: ValueSource, values: RequestValues): string | undefined {
  switch (source.from) {
    case "literal":
      return source.text;
    case "context":
      return values.context(source.name);
    case "stageVariables":
      return values.stageVariable(source.name);
    case "header":
      return values.header(source.name);
    case "path":
      return values.path(source.name);
    case "querystring":
      return values.query(source.name);
  }
}
