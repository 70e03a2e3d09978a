/** From what a function of a Lambda proxy integration answers to the answer for the client. */
import { apiConfigurationError, badGateway, type GatewayError } from "../answer/gateway-error.ts";
import type { HttpAnswer } from "../answer/http-answer.ts";
import { isHeaderName, isHeaderValue } from "../answer/http-answer.ts";
import { isObject } from "../template/json-value.ts";
import { decodeBase64 } from "./binary-media-types.ts";
import { clientHeaders } from "./response-headers.ts";

const members = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]);

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * Reads the function's JSON. Every member may be missing, none may be unknown; anything else is malformed and ends
 * in a 502 (Amazon API Gateway developer guide, "Output format of a Lambda function for proxy integration"; details
 * as recorded on real API Gateway).
 * @param acceptsBinary whether the first media type of the client's `Accept` is binary: only then is a base64 body
 * decoded, otherwise it is sent as the text it is
 */
export function proxyResponse(payload: string, acceptsBinary: boolean): HttpAnswer | GatewayError {
  const response = parse(payload);
  if (response === undefined) return malformed("no object");
  const unknown = Object.keys(response).find((name) => !members.has(name));
  if (unknown !== undefined) return malformed(`the unknown member ${unknown}`);
  const status = statusOf(response.statusCode);
  if (status === undefined) return malformed("statusCode");
  const headers = headersOf(response.headers, response.multiValueHeaders);
  if (headers === undefined) return malformed("headers or multiValueHeaders");
  const { body = null, isBase64Encoded = null } = response;
  if (body !== null && typeof body !== "string") return malformed("a body that is no text");
  if (isBase64Encoded !== null && typeof isBase64Encoded !== "boolean") return malformed("isBase64Encoded");
  const decodes = isBase64Encoded === true && acceptsBinary;
  const bytes = decodes ? decodeBase64(body ?? "") : Buffer.from(body ?? "", "utf8");
  if (bytes === undefined) return apiConfigurationError("the function's body is not base64");
  return { status, headers: clientHeaders(headers), body: bytes };
}

function malformed(what: string): GatewayError {
  return badGateway(`malformed Lambda proxy response: ${what}`);
}

function parse(payload: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const response: unknown = JSON.parse(payload);
    return isObject(response) ? response : undefined;
  } catch {
    return undefined;
  }
}

/** 200 when it is missing; a text of digits is taken as a number. */
function statusOf(value: unknown): number | undefined {
  const status = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : (value ?? 200);
  if (typeof status !== "number" || !Number.isInteger(status)) return undefined;
  return status >= 200 && status <= 599 ? status : undefined;
}

/**
 * Merges both kinds of headers: those of `multiValueHeaders` first, then what `headers` adds; the same name with the
 * same value stands once. Names are compared without regard to case and keep the letters they have first.
 */
function headersOf(single: unknown, multiple: unknown): Headers | undefined {
  const merged: [string, string][] = [];
  const add = (name: string, value: unknown): boolean => {
    const text = headerText(value);
    if (text === undefined || !isHeaderName(name) || !isHeaderValue(text)) return false;
    const same = merged.filter(([other]) => other.toLowerCase() === name.toLowerCase());
    if (!same.some(([, other]) => other === text)) merged.push([same[0]?.[0] ?? name, text]);
    return true;
  };
  if (!isObject(multiple ?? {}) || !isObject(single ?? {})) return undefined;
  for (const [name, values] of Object.entries(multiple ?? {})) {
    if (!Array.isArray(values) || !values.every((value) => add(name, value))) return undefined;
  }
  for (const [name, value] of Object.entries(single ?? {})) {
    if (!add(name, value)) return undefined;
  }
  return merged;
}

function headerText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "boolean" || typeof value === "number" ? String(value) : undefined;
}
