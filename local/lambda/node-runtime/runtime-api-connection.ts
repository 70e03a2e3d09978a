/** The function's end of the Runtime API: one connection, with which the process lives and dies. */
import { Agent, request } from "node:http";
import type { Socket } from "node:net";
import type { ErrorReport } from "./error-report.ts";

/** An event as it arrived. */
export interface ReceivedInvocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The calls of a runtime; each ends the process when the Runtime API does not answer any more. */
export interface RuntimeApiConnection {
  next(): Promise<ReceivedInvocation>;
  post(path: string, body: string): Promise<void>;
  postError(path: string, report: ErrorReport): Promise<void>;
}

/** A header's value holds no more than this of an error's type. */
const headerText = /^[\x20-\x7e]{1,256}$/;

/**
 * Speaks the Runtime API (AWS guide "Using the Lambda runtime API for custom runtimes").
 *
 * When the connection breaks, whoever started this process is gone, and the process ends, too, even in the middle of
 * an invocation, unless its handler never yields. The idle connection does not keep the process alive: a handler
 * that waits for nothing ends it.
 * @param address host and port
 */
export function connectRuntimeApi(address: string): RuntimeApiConnection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const watched = new WeakSet<Socket>();

  function call(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
    return new Promise<ReceivedInvocation>((resolve, reject) => {
      const calling = request(`http://${address}/2018-06-01/runtime${path}`, { method, agent, headers });
      calling.once("error", reject);
      calling.once("socket", (socket) => {
        if (watched.has(socket)) return;
        watched.add(socket);
        socket.once("close", () => process.exit(1));
      });
      calling.once("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const received = response.headers as Record<string, string | undefined>;
          const requestId = received["lambda-runtime-aws-request-id"] ?? "";
          resolve({ requestId, payload: Buffer.concat(chunks).toString("utf8"), headers: received });
        });
      });
      calling.end(body);
    });
  }

  async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<void> {
    await call("POST", path, body, { "Content-Type": "application/json", ...headers });
  }

  return {
    next: () => call("GET", "/invocation/next"),
    post: (path, body) => post(path, body),
    postError(path, report) {
      const type = headerText.test(report.errorType) ? report.errorType : "Error";
      return post(path, JSON.stringify(report), { "Lambda-Runtime-Function-Error-Type": type });
    },
  };
}
