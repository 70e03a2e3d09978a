/** Between Node's HTTP server and the gateway: reads a message, has it handled, and writes the answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AccessLogEntry } from "./access-log-entry.ts";
import type { HttpAnswer } from "./answer/http-answer.ts";
import type { RestApi } from "./api/rest-api.ts";
import type { AuthorizerDependencies } from "./authorize/authorizer-call.ts";
import { type Handled, handleRequest } from "./handle-request.ts";
import { type ClientRequest, clientRequest, type ReceivedHead } from "./receive/client-request.ts";
import { readBody } from "./receive/read-body.ts";
import { newRequestIds } from "./receive/request-ids.ts";
import { headTooLarge, largestPayload } from "./receive/size-limits.ts";

/** What answering needs. */
export interface GatewayDependencies extends AuthorizerDependencies {
  readonly api: RestApi;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly onAccess: (entry: AccessLogEntry) => void;
}

/** Answers one message, whatever the client sends or breaks off; rejects only when `onAccess` throws. */
export async function answerRequest(
  message: IncomingMessage,
  response: ServerResponse,
  dependencies: GatewayDependencies,
): Promise<void> {
  response.on("error", () => response.destroy());
  const start = dependencies.clock();
  const head = receivedHead(message, dependencies.now());
  const ids = newRequestIds(head.receivedAt);
  let handled: Handled;
  try {
    const client = await readRequest(message, head, ids);
    handled = isRequest(client)
      ? await handleRequest(dependencies.api, client, dependencies)
      : { answer: client, authorizer: "none" };
    write(response, handled.answer, head.method === "HEAD", !isRequest(client));
  } catch {
    response.destroy(); // The connection broke while the request was read, or there is nothing to write to.
    return;
  }
  dependencies.onAccess({
    requestId: ids.requestId,
    extendedRequestId: ids.extendedRequestId,
    method: head.method,
    path: head.target.split("?")[0] ?? "",
    status: handled.answer.status,
    durationMilliseconds: dependencies.clock() - start,
    authorizer: handled.authorizer,
    ...(handled.error === undefined ? {} : { responseType: handled.error.type }),
    ...(handled.error?.detail === undefined ? {} : { detail: handled.error.detail }),
  });
}

function receivedHead(message: IncomingMessage, receivedAt: number): ReceivedHead {
  return {
    method: message.method ?? "GET",
    target: message.url ?? "/",
    httpVersion: message.httpVersion,
    rawHeaders: message.rawHeaders,
    remoteAddress: message.socket.remoteAddress ?? "",
    localPort: message.socket.localPort ?? 0,
    receivedAt,
  };
}

/** The request, or the answer to one that is too large (developer guide, "API Gateway quotas"). */
async function readRequest(
  message: IncomingMessage,
  head: ReceivedHead,
  ids: ClientRequest["ids"],
): Promise<ClientRequest | HttpAnswer> {
  const body = await readBody(message, largestPayload);
  if (headTooLarge(head.method, head.target, head.httpVersion, head.rawHeaders)) return tooLargeHead;
  return body === undefined ? tooLargePayload : clientRequest(head, body, ids);
}

function isRequest(read: ClientRequest | HttpAnswer): read is ClientRequest {
  return "ids" in read;
}

/** The guide gives the limit and not the answer; the status is RFC 6585's (section 5). */
const tooLargeHead: HttpAnswer = {
  status: 431,
  headers: [["Content-Type", "application/json"]],
  body: Buffer.from('{"message":"Request Header Fields Too Large"}', "utf8"),
};

/** In plain text, and not to be customised, as recorded on real API Gateway. */
const tooLargePayload: HttpAnswer = {
  status: 413,
  headers: [["Content-Type", "text; charset=utf-8"]],
  body: Buffer.from(`HTTP content length exceeded ${largestPayload} bytes.`, "utf8"),
};

/** @param last whether the connection is closed, because the request may not have been read to its end */
function write(response: ServerResponse, answer: HttpAnswer, isHead: boolean, last: boolean): void {
  response.statusCode = answer.status;
  const values = new Map<string, string[]>();
  for (const [name, value] of answer.headers) {
    // HTTP's headers are bytes: what is beyond ASCII is sent as UTF-8.
    const bytes = Buffer.from(value, "utf8").toString("latin1");
    values.set(name, [...(values.get(name) ?? []), bytes]);
  }
  for (const [name, list] of values) response.setHeader(name, list.length === 1 ? (list[0] ?? "") : list);
  if (last) response.setHeader("Connection", "close");
  const hasBody = answer.status !== 204 && answer.status !== 304;
  if (hasBody) response.setHeader("Content-Length", answer.body.length);
  response.end(hasBody && !isHead ? answer.body : undefined);
}
