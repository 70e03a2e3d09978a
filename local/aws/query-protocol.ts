/** AWS's query protocol: an operation and its parameters as a form, the answer as XML. */
import { randomUUID } from "node:crypto";
import type { ServiceAnswer } from "./service.ts";

/** What an XML element holds: a text, elements by their names, or the members of a list. */
export type XmlContent = string | readonly XmlContent[] | { readonly [name: string]: XmlContent };

/** The parameters of a request, `Action` and `Version` among them. */
export function queryParameters(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString("utf8"));
}

/** The result of an operation (Smithy, "AWS query protocol", on responses). */
export function queryResult(operation: string, namespace: string, result: XmlContent): ServiceAnswer {
  const content = { [`${operation}Result`]: result, ResponseMetadata: { RequestId: randomUUID() } };
  return answer(200, `<${operation}Response xmlns="${namespace}">${xml(content)}</${operation}Response>`);
}

/** An error of the client's. */
export function queryError(error: { readonly code: string; readonly message: string }): ServiceAnswer {
  const { code, message } = error;
  const content = { Error: { Type: "Sender", Code: code, Message: message }, RequestId: randomUUID() };
  return answer(400, `<ErrorResponse>${xml(content)}</ErrorResponse>`);
}

function answer(status: number, body: string): ServiceAnswer {
  return { status, headers: { "Content-Type": "text/xml" }, body };
}

function xml(content: XmlContent): string {
  if (typeof content === "string") return escaped(content);
  if (isList(content)) return content.map((member) => element("member", member)).join("");
  return Object.entries(content)
    .map(([name, member]) => element(name, member))
    .join("");
}

const element = (name: string, content: XmlContent) => `<${name}>${xml(content)}</${name}>`;

const isList = (content: XmlContent): content is readonly XmlContent[] => Array.isArray(content);

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}
