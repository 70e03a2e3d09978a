/** The headers of a request, in order and in the client's own letters. */

/** Names as the client wrote them, repeated ones as often as they came. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/**
 * Headers that API Gateway does not pass on to a Lambda function (Amazon API Gateway developer guide, "Amazon API
 * Gateway important notes", the table of headers that may be dropped), and the length, which is the body's.
 */
const dropped = new Set([
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "www-authenticate",
]);

/** Headers that API Gateway sets itself, whatever the client sent under their names. */
const overwritten = new Set(["x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id"]);

/** Pairs names and values of Node's `rawHeaders`. */
export function headerList(rawHeaders: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    list.push([rawHeaders[at] ?? "", rawHeaders[at + 1] ?? ""]);
  }
  return list;
}

/** Every value of a header; names are compared without regard to case. */
export function valuesOf(headers: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}

/** What API Gateway adds to a request on its way to a function. */
export interface AddedHeaders {
  readonly sourceIp: string;
  readonly port: number;
  readonly traceId: string;
}

/**
 * The headers as functions receive them: without those that are dropped, and with `X-Forwarded-For` (the client's
 * value, then the address of the connection), `X-Forwarded-Port`, `X-Forwarded-Proto` and `X-Amzn-Trace-Id`.
 *
 * The protocol is `http`, as it is locally. Not added: what only CloudFront adds (`Via`, `CloudFront-…`). A trace
 * that the client began is not continued.
 */
export function forwardedHeaders(headers: HeaderList, added: AddedHeaders): HeaderList {
  const kept = headers.filter(([name]) => {
    const key = name.toLowerCase();
    return !dropped.has(key) && !overwritten.has(key) && key !== "x-forwarded-for";
  });
  return [
    ...kept,
    ["X-Forwarded-For", [...valuesOf(headers, "X-Forwarded-For"), added.sourceIp].join(", ")],
    ["X-Forwarded-Port", String(added.port)],
    ["X-Forwarded-Proto", "http"],
    ["X-Amzn-Trace-Id", added.traceId],
  ];
}
