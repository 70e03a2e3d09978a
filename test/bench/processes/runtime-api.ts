/** The Lambda Runtime API of one process, which says when an event went out and when its answer came. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One invocation; times are those of `performance.now()`. */
export interface Invoked {
  readonly handedAt: number;
  readonly answeredAt: number;
  /** JSON text. */
  readonly answer: string;
}

/** A Runtime API that does no more than it must: what it does itself is in every figure. */
export interface MeasuredRuntimeApi {
  /** Host and port: `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** When the process first asked for an event: its initialisation has ended. */
  readonly asked: Promise<number>;
  /**
   * Hands an event out, at once where the process waits for one; one at a time.
   * @throws Error with what the process reported in place of an answer
   */
  invoke(event: string): Promise<Invoked>;
  /** Everything that is waited for fails with this error. */
  fail(error: Error): void;
  close(): Promise<void>;
}

/** Far away, as nothing is to be cut off. */
const lifetimeMilliseconds = 60_000;

/**
 * Serves the API on 127.0.0.1 (AWS guide "Using the Lambda runtime API for custom runtimes").
 * @param functionArn what events are said to be invoked by
 */
export async function startMeasuredRuntimeApi(functionArn: string): Promise<MeasuredRuntimeApi> {
  const asked = Promise.withResolvers<number>();
  asked.promise.catch(() => undefined);
  let waiting: ServerResponse | undefined;
  let event: string | undefined;
  let handedAt = 0;
  let invocation: PromiseWithResolvers<Invoked> | undefined;
  let failed: Error | undefined;

  function hand(): void {
    if (waiting === undefined || event === undefined) return;
    const headers = {
      "Content-Type": "application/json",
      "Lambda-Runtime-Aws-Request-Id": randomUUID(),
      "Lambda-Runtime-Deadline-Ms": String(Date.now() + lifetimeMilliseconds),
      "Lambda-Runtime-Invoked-Function-Arn": functionArn,
      "Lambda-Runtime-Trace-Id": "Root=1-674a0f1e-2d3c4b5a6978879600112233;Parent=53995c3f42cd8ad8;Sampled=0",
    };
    handedAt = performance.now();
    waiting.writeHead(200, headers).end(event);
    waiting = undefined;
    event = undefined;
  }

  function take(request: IncomingMessage, response: ServerResponse, answeredAt: number): void {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      response.writeHead(202, { "Content-Type": "application/json" }).end('{"status":"OK"}');
      const answer = Buffer.concat(chunks).toString("utf8");
      if (request.url?.endsWith("/response")) invocation?.resolve({ handedAt, answeredAt, answer });
      else fail(new Error(`the function reported: ${answer}`));
    });
  }

  function fail(error: Error): void {
    failed = error;
    asked.reject(error);
    invocation?.reject(error);
  }

  const server = createServer((request, response) => {
    const at = performance.now();
    if (request.method !== "GET") return take(request, response, at);
    waiting = response;
    asked.resolve(at);
    hand();
  });
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: asked.promise,
    invoke(next) {
      if (failed !== undefined) return Promise.reject(failed);
      invocation = Promise.withResolvers();
      event = next;
      hand();
      return invocation.promise;
    },
    fail,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
