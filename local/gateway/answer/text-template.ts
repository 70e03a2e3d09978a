/** Templates of bodies: text with simple substitution of variables, which is all that is reproduced. */
import { invalid, notReproduced } from "../template/template-error.ts";
import { isContextVariable } from "./context-variables.ts";
import type { RequestValues } from "./request-values.ts";

/** A template, split into texts and variables. */
export type TextTemplate = readonly (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "context" | "stageVariables"; readonly name: string }
)[];

const variable = /\$(context|stageVariables)\.([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)/g;

/** What a Velocity template could do beyond substitution: other references, directives and comments. */
const velocity =
  /\$!?\{?(?:context|input|integration|method|stageVariables|util)\b|\$[!{]|#\{?(?:set|if|else|elseif|end|foreach|include|parse|stop|break|evaluate|define|macro)\b|##|#\*|#\[\[/;

/**
 * Reads a template. Gateway responses have no more than substitution (Amazon API Gateway developer guide, "Gateway
 * responses for REST APIs in API Gateway"); what mapping templates of mocks may have beside it, ./response-template.ts
 * reads.
 * @param where names the template in an error
 * @throws TemplateError for an unknown variable and for everything but substitution
 */
export function parseTemplate(source: string, where: string): TextTemplate {
  const parts: TextTemplate[number][] = [];
  let end = 0;
  for (const match of source.matchAll(variable)) {
    const [whole, scope, name = ""] = match;
    parts.push({ kind: "text", text: source.slice(end, match.index) });
    end = match.index + whole.length;
    if (scope === "stageVariables") {
      parts.push({ kind: "stageVariables", name });
    } else {
      if (!isContextVariable(name)) throw invalid(`${where}: there is no variable $context.${name}`);
      parts.push({ kind: "context", name });
    }
  }
  parts.push({ kind: "text", text: source.slice(end) });
  for (const part of parts) {
    const found = part.kind === "text" ? velocity.exec(part.text)?.[0] : undefined;
    if (found !== undefined) throw notReproduced(`${where}: "${found}" in a template`);
  }
  return parts.filter((part) => part.kind !== "text" || part.text !== "");
}

/** The text for one request. A variable without value becomes nothing; no value is escaped, as at AWS. */
export function renderTemplate(template: TextTemplate, values: RequestValues): string {
  return template
    .map((part) => {
      if (part.kind === "text") return part.text;
      const value = part.kind === "context" ? values.context(part.name) : values.stageVariable(part.name);
      return value ?? "";
    })
    .join("");
}

/**
 * Chooses among templates by media type: the first one of `Accept` (default `application/json`), then
 * `application/json`, then the first template of all.
 * Source: Amazon API Gateway developer guide, "Method request behavior for payloads without mapping templates".
 */
export function chooseTemplate<T>(
  templates: ReadonlyMap<string, T>,
  acceptedMediaType: string,
): readonly [mediaType: string, template: T] | undefined {
  for (const mediaType of [acceptedMediaType, "application/json", ...templates.keys()]) {
    const template = templates.get(mediaType);
    if (template !== undefined) return [mediaType, template];
  }
  return undefined;
}
