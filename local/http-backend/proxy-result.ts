/** From the backend's answer to what a function returns to API Gateway. */
import { isUtf8 } from "node:buffer";
import type { APIGatewayProxyResult } from "aws-lambda";
import { endToEndHeaders } from "./end-to-end-headers.ts";
import type { BackendAnswer } from "./exchange.ts";

/** Media types whose bodies are text when they are UTF-8; for all others only base64 keeps every byte. */
const textual =
  /^(?:text\/.+|application\/(?:json|xml|javascript|ecmascript|x-www-form-urlencoded|yaml|x-yaml|graphql)|.+\+(?:json|xml|yaml))$/;

/**
 * The result of a Lambda proxy integration (Amazon API Gateway developer guide, "Output format of a Lambda function
 * for proxy integration"): text as text, other bytes as base64, every value of every header.
 */
export function proxyResult({ status, headers, body }: BackendAnswer): APIGatewayProxyResult {
  const isText = body.length === 0 || isTextual(headers, body);
  const multiValueHeaders: Record<string, string[]> = {};
  const known = Object.entries(headers).map(([name, values = []]) => [name, values] as const);
  for (const [name, values] of endToEndHeaders(known)) {
    if (name.toLowerCase() !== "content-length") multiValueHeaders[name] = [...values];
  }
  return {
    statusCode: status,
    multiValueHeaders,
    body: body.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
  };
}

function isTextual(headers: BackendAnswer["headers"], body: Buffer): boolean {
  const [mediaType = ""] = (headers["content-type"]?.[0] ?? "").split(";");
  const isEncoded = headers["content-encoding"] !== undefined;
  return !isEncoded && textual.test(mediaType.trim().toLowerCase()) && isUtf8(body);
}
