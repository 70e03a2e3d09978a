/** Response templates of mocks: bodies with substituted variables, or programs that override headers. */
import { Compile, parse } from "velocityjs";
import { invalid } from "../template/template-error.ts";
import { refuseOtherVelocity } from "./closed-velocity.ts";
import type { RequestValues } from "./request-values.ts";
import { parseTemplate, renderTemplate, type TextTemplate } from "./text-template.ts";

/** A response template; a program answers without a body. */
export type ResponseTemplate =
  | { readonly kind: "body"; readonly template: TextTemplate }
  | { readonly kind: "program"; readonly program: ReturnType<typeof parse> };

/** What a template gives for one request. */
export interface RenderedResponse {
  readonly text: string;
  /** Headers that take the place of the mapped ones. */
  readonly headers: ReadonlyMap<string, string>;
}

const directive = /#\{?(?:set|if)\b/;

/**
 * Reads a template. With `#set` or `#if` in it, it is a program; of Velocity only that part is understood by which the
 * CDK decides a preflight with several origins (`refuseOtherVelocity`).
 * @param where names the template in an error
 * @throws TemplateError for everything that is not reproduced, and for what Velocity cannot read
 */
export function parseResponseTemplate(source: string, where: string): ResponseTemplate {
  if (!directive.test(source)) return { kind: "body", template: parseTemplate(source, where) };
  const program = parsed(source, where);
  refuseOtherVelocity(program, where);
  return { kind: "program", program };
}

function parsed(source: string, where: string): ReturnType<typeof parse> {
  try {
    return parse(source);
  } catch {
    throw invalid(`${where}: the mapping template is no Velocity`);
  }
}

/**
 * The text and the headers for one request. A header that the request does not have is an empty text, as the CDK's
 * template takes it to be. Names of headers are compared as the client wrote them, which is why that template asks
 * for `Origin` and for `origin`.
 * @returns `undefined` when a header is overridden twice, which API Gateway answers by a 5XX (Amazon API Gateway
 * developer guide, "Override your API's request and response parameters and status codes for REST APIs")
 */
export function renderResponseTemplate(
  template: ResponseTemplate,
  values: RequestValues,
): RenderedResponse | undefined {
  if (template.kind === "body")
    return { text: renderTemplate(template.template, values), headers: new Map() };
  const headers = new Map<string, string>();
  let twice = false;
  const header = new Proxy<Record<string, unknown>>(Object.create(null), {
    set(_target, name, value) {
      twice ||= headers.has(String(name));
      // A variable that no #set has reached has no value, and overrides nothing.
      if (typeof value === "string") headers.set(String(name), value);
      return true;
    },
  });
  const get = (name: string) => values.headerAsWritten(name) ?? "";
  new Compile(template.program).render({
    input: { params: () => ({ header: { get } }) },
    context: { responseOverride: { header } },
  });
  return twice ? undefined : { text: "", headers };
}
