/** A resource as JSON or as a page, whichever the client prefers. */
import { type Answer, exception, jsonAnswer } from "./answer.ts";
import type { Html } from "./pages/html.ts";
import { page } from "./pages/page.ts";
import type { SampleRequest } from "./request.ts";

/** A resource in both representations. */
export interface Representations {
  readonly title: string;
  readonly json: unknown;
  /** The media type of the JSON, where it is not `application/json`. */
  readonly mediaType?: string;
  readonly content: () => Html;
}

/**
 * The representation that the client asks for by `f` or, without it, prefers by `Accept`; JSON where it prefers
 * neither. Only the page tells who asks, and so only the page must not be stored.
 */
export function represent(request: SampleRequest, resource: Representations): Answer {
  const format = request.query.get("f") ?? preferred(request.headers.get("accept") ?? "");
  const headers = { Vary: "Accept" };
  if (format === "html") return page(request, resource.title, resource.content());
  if (format === "json") return { ...jsonAnswer(200, resource.json, resource.mediaType), headers };
  return exception(400, "InvalidParameterValue", "The parameter f must be json or html.");
}

function preferred(accept: string): "html" | "json" {
  const ranges = accept.split(",").map(mediaRange);
  const weight = (matches: (type: string) => boolean) =>
    Math.max(0, ...ranges.filter(({ type }) => matches(type)).map(({ quality }) => quality));
  const isHtml = (type: string) => type === "text/html" || type === "application/xhtml+xml";
  const isJson = (type: string) =>
    type === "application/json" || type.endsWith("+json") || type === "*/*" || type === "application/*";
  return weight(isHtml) > weight(isJson) ? "html" : "json";
}

/** A media range with its weight (RFC 9110 section 12.5.1); what cannot be read as a weight is 0. */
function mediaRange(text: string): { readonly type: string; readonly quality: number } {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
  return { type, quality: /^[01](\.\d{1,3})?$/.test(weight) ? Number(weight) : 0 };
}
