/** The Lambda Runtime API of one execution environment, on 127.0.0.1. Response streaming is not reproduced. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { startLoopbackServer } from "../loopback/loopback-server.ts";
import { requestBody } from "../loopback/request-body.ts";
import type { InvocationError, InvocationResult } from "./invocation.ts";

/** An event on its way to a function. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** When the function times out, milliseconds since 1970-01-01T00:00Z. */
  readonly deadline: number;
  readonly functionArn: string;
  readonly traceId: string;
}

/** What a runtime tells about itself. */
export interface RuntimeListener {
  /** It asked for an invocation. */
  readonly onReady: () => void;
  /** It waits for an invocation no longer: its connection has broken. */
  readonly onLost: () => void;
  readonly onInitError: (error: InvocationError) => void;
  /** The current invocation has ended. */
  readonly onOutcome: (result: InvocationResult) => void;
}

/** The API as the rest of this folder uses it. */
export interface RuntimeApi {
  /** Host and port: `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Answers the runtime's waiting or coming request for an invocation; one at a time. */
  deliver(invocation: Invocation): void;
  close(): Promise<void>;
}

/** What Lambda accepts as an answer: 6 MB and 100 bytes, as its own error message says. */
export const largestResponseBytes = 6 * 1024 * 1024 + 100;
/** Error reports are not bounded by documentation; this bounds memory. */
const largestErrorBytes = 1024 * 1024;

/** Serves the API (AWS guide "Using the Lambda runtime API for custom runtimes") until it is closed. */
export async function startRuntimeApi(listener: RuntimeListener): Promise<RuntimeApi> {
  let waiting: ServerResponse | undefined;
  let coming: Invocation | undefined;
  let current: string | undefined;

  function next(response: ServerResponse): void {
    if (current !== undefined) {
      answer(response, 403, stateError);
      return;
    }
    waiting = response;
    response.once("close", () => {
      if (waiting !== response) return;
      waiting = undefined;
      listener.onLost();
    });
    listener.onReady();
    hand();
  }

  function hand(): void {
    if (waiting === undefined || coming === undefined) return;
    current = coming.requestId;
    waiting.writeHead(200, invocationHeaders(coming)).end(coming.payload);
    waiting = undefined;
    coming = undefined;
  }

  async function end(request: IncomingMessage, response: ServerResponse, id: string, how: string) {
    const body = await requestBody(request, how === "error" ? largestErrorBytes : largestResponseBytes);
    if (id !== current) return answer(response, 400, idError);
    current = undefined;
    listener.onOutcome(how === "error" ? reportedError(request, body) : answered(body));
    if (body === undefined) return answer(response, 413, sizeError);
    answer(response, 202, accepted);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = `${request.method} ${request.url?.replace(/^\/2018-06-01\/runtime/, "")}`;
    if (asked === "GET /invocation/next") return next(response);
    if (asked === "POST /init/error") {
      listener.onInitError(reportedError(request, await requestBody(request, largestErrorBytes)));
      return answer(response, 202, accepted);
    }
    const [, id, how] = /^POST \/invocation\/([^/]+)\/(response|error)$/.exec(asked) ?? [];
    if (id !== undefined && how !== undefined) return end(request, response, id, how);
    answer(response, 404, { errorType: "NotFound", errorMessage: "There is no such resource" });
  }

  const server = await startLoopbackServer(handle);
  return {
    address: `127.0.0.1:${server.port}`,
    deliver(invocation) {
      coming = invocation;
      hand();
    },
    close: () => server.close(),
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

/** The headers that the guide lists, without those of invocations by the AWS Mobile SDK. */
function invocationHeaders(invocation: Invocation): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Lambda-Runtime-Aws-Request-Id": invocation.requestId,
    "Lambda-Runtime-Deadline-Ms": String(invocation.deadline),
    "Lambda-Runtime-Invoked-Function-Arn": invocation.functionArn,
    "Lambda-Runtime-Trace-Id": invocation.traceId,
  };
}

function answered(body: Buffer | undefined): InvocationResult {
  if (body !== undefined) return { kind: "answer", payload: body.toString("utf8") };
  return {
    kind: "error",
    errorType: "Function.ResponseSizeTooLarge",
    errorMessage: `Response payload size exceeded maximum allowed payload size (${largestResponseBytes} bytes).`,
  };
}

/** The error as the runtime reports it: in the body, or at least its type in a header. */
function reportedError(request: IncomingMessage, body: Buffer | undefined): InvocationError {
  const type = request.headers["lambda-runtime-function-error-type"];
  const report = jsonObject(body?.toString("utf8") ?? "");
  const { errorType = type ?? "Runtime.Unknown", errorMessage = "" } = report;
  return { kind: "error", errorType: String(errorType), errorMessage: String(errorMessage) };
}

function jsonObject(text: string): { readonly errorType?: unknown; readonly errorMessage?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

const accepted = { status: "OK" };
const idError = { errorType: "InvalidRequestID", errorMessage: "Invalid request ID" };
const stateError = {
  errorType: "InvalidStateTransition",
  errorMessage: "The current invocation has not been answered",
};
const sizeError = {
  errorType: "RequestEntityTooLarge",
  errorMessage: `Exceeded maximum allowed payload size (${largestResponseBytes} bytes).`,
};
