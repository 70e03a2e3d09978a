/** Identity sources: what must be present before an authorizer is asked, and what its result is cached under. */
import { isContextVariable } from "../answer/context-variables.ts";
import type { ClientRequest } from "../receive/client-request.ts";
import { valuesOf } from "../receive/header-list.ts";
import { invalid } from "../template/template-error.ts";

/** One source. */
export interface IdentitySource {
  readonly from: "header" | "querystring" | "stageVariables" | "context";
  readonly name: string;
}

/** What a source is looked up in. */
export interface IdentityLookup {
  readonly client: Pick<ClientRequest, "headers" | "query">;
  readonly stageVariable: (name: string) => string | undefined;
  readonly context: (name: string) => string | undefined;
}

const mapped = /^method\.request\.(header|querystring)\.([A-Za-z0-9._$-]+)$/;

/**
 * Reads the comma-separated mapping expressions of `IdentitySource` (Amazon API Gateway REST API reference,
 * "Authorizer", identitySource). Path parameters cannot be sources.
 * @throws TemplateError that names an expression that is none
 */
export function parseIdentitySources(expressions: string, where: string): readonly IdentitySource[] {
  const trimmed = expressions.split(",").map((expression) => expression.trim());
  return trimmed.filter((expression) => expression !== "").map((expression) => parse(expression, where));
}

function parse(expression: string, where: string): IdentitySource {
  const [, position, parameter = ""] = mapped.exec(expression) ?? [];
  if (position === "header" || position === "querystring") return { from: position, name: parameter };
  const variable = /^stageVariables\.([A-Za-z0-9_]+)$/.exec(expression)?.[1];
  if (variable !== undefined) return { from: "stageVariables", name: variable };
  const context = /^context\.(.+)$/.exec(expression)?.[1];
  if (context !== undefined && isContextVariable(context) && !/^(?:error|authorizer)\./.test(context)) {
    return { from: "context", name: context };
  }
  throw invalid(`${where}: ${expression} is no identity source`);
}

/**
 * The values of the sources, all of a repeated one.
 * @returns a text that differs whenever a value does; `undefined` when a source is missing or empty: the request is
 * then refused without the authorizer being asked (developer guide, "Configure an API Gateway Lambda authorizer")
 */
export function identityOf(
  sources: readonly IdentitySource[],
  lookup: IdentityLookup,
): { readonly missing: string } | { readonly key: string } {
  const identity: (readonly string[])[] = [];
  for (const source of sources) {
    const values = valuesOfSource(source, lookup).filter((value) => value !== "");
    if (values.length === 0) return { missing: `${source.from}.${source.name}` };
    identity.push(values);
  }
  return { key: JSON.stringify(identity) };
}

function valuesOfSource({ from, name }: IdentitySource, lookup: IdentityLookup): readonly string[] {
  switch (from) {
    case "header":
      return valuesOf(lookup.client.headers, name);
    case "querystring":
      return lookup.client.query.filter(([key]) => key === name).map(([, value]) => value);
    case "stageVariables":
      return [lookup.stageVariable(name) ?? ""];
    case "context":
      return [lookup.context(name) ?? ""];
  }
}
