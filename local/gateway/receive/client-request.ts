/** A client's request as the gateway works with it. */
import { forwardedHeaders, type HeaderList, headerList, valuesOf } from "./header-list.ts";
import type { RequestIds } from "./request-ids.ts";
import { requestTarget } from "./request-target.ts";

/** What has come in, apart from the body. */
export interface ReceivedHead {
  readonly method: string;
  readonly target: string;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
  /** Of the connection: the only address that is believed. */
  readonly remoteAddress: string;
  readonly localPort: number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly receivedAt: number;
}

/** The request, read once. */
export interface ClientRequest {
  readonly method: string;
  /** With the stage, as it was sent. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** As functions receive them. */
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly receivedAt: number;
  readonly ids: RequestIds;
}

/** Puts a request together; whatever the client says about its own address stays a header. */
export function clientRequest(head: ReceivedHead, body: Buffer, ids: RequestIds): ClientRequest {
  // A socket for both families gives IPv4 addresses as IPv4-mapped IPv6 addresses.
  const sourceIp = head.remoteAddress.replace(/^::ffff:(?=\d+\.)/i, "");
  const added = { sourceIp, port: head.localPort, traceId: ids.traceId };
  return {
    method: head.method,
    ...requestTarget(head.target),
    headers: forwardedHeaders(headerList(head.rawHeaders), added),
    body,
    sourceIp,
    protocol: `HTTP/${head.httpVersion}`,
    receivedAt: head.receivedAt,
    ids,
  };
}

/** The media type without parameters, in lower case, of the first entry of a header; `application/json` without. */
export function firstMediaType(headers: HeaderList, name: "Accept" | "Content-Type"): string {
  const first = (valuesOf(headers, name)[0] ?? "").split(",")[0] ?? "";
  const mediaType = (first.split(";")[0] ?? "").trim().toLowerCase();
  return mediaType === "" ? "application/json" : mediaType;
}
