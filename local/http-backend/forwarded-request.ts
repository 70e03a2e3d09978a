/** From API Gateway's event to the request that the backend gets. */
import type { APIGatewayProxyEvent } from "aws-lambda";
import { endToEndHeaders } from "./end-to-end-headers.ts";

/** A request to the backend. */
export interface ForwardedRequest {
  /** Scheme, host and port. */
  readonly origin: URL;
  readonly method: string;
  /** Path, percent-encoded as the client sent it, and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
}

/** What this hop decides itself; the host is the backend's. Encoded answers would go back as base64: none is wanted. */
const replacedHeaders = new Set(["host", "content-length", "accept-encoding", "expect"]);

/** Characters that a request line may hold (RFC 9112 section 3.2). */
const visible = /^[\x21-\x7e]*$/;

/**
 * The request for an event (Amazon API Gateway developer guide, "Input format of a Lambda function for proxy
 * integration"): the path as it is, the query encoded again, every value of every header, the body as bytes.
 * @param backend the backend's address; its path goes before the event's
 * @throws Error when the event's path cannot stand in a request line
 */
export function forwardedRequest(event: APIGatewayProxyEvent, backend: URL): ForwardedRequest {
  if (!event.path.startsWith("/") || /[?#]/.test(event.path) || !visible.test(event.path)) {
    throw new Error("the event's path is not a percent-encoded absolute path");
  }
  const headers: Record<string, readonly string[]> = {};
  for (const [name, values] of endToEndHeaders(headersOf(event))) {
    if (!replacedHeaders.has(name.toLowerCase())) headers[name] = values;
  }
  return {
    origin: new URL(backend.origin),
    method: event.httpMethod,
    target: backend.pathname.replace(/\/$/, "") + event.path + queryOf(event),
    headers: { ...headers, "Accept-Encoding": ["identity"] },
    body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
  };
}

function headersOf(event: APIGatewayProxyEvent): [string, readonly string[]][] {
  return Object.entries(event.multiValueHeaders ?? {}).map(([name, values]) => [name, values ?? []]);
}

function queryOf(event: APIGatewayProxyEvent): string {
  const pairs = Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(([name, values]) =>
    (values ?? []).map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
