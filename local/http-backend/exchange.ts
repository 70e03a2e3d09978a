/** One request and its answer, bounded in time and size. */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { ForwardedRequest } from "./forwarded-request.ts";

/** The backend's answer. */
export interface BackendAnswer {
  readonly status: number;
  /** Every value of every header, by lower-case name. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** No function may answer more (AWS guide "Lambda quotas"). */
const largestBodyBytes = 6 * 1024 * 1024;

/**
 * Sends a request on a connection of its own.
 * @throws Error naming the backend's address, when it cannot be reached, or answers too late or too much
 */
export function exchange(request: ForwardedRequest, timeoutMilliseconds: number): Promise<BackendAnswer> {
  const { origin, method, target, headers, body } = request;
  const send = origin.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (problem: string) => reject(new Error(`the backend at ${origin.origin} ${problem}`));
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const calling = send(origin, { method, path: target, headers: lists(headers), agent: false, signal });
    const failed = (error: Error) =>
      fail(
        signal.aborted
          ? `did not answer within ${timeoutMilliseconds / 1000} seconds`
          : `cannot be reached: ${error.message}`,
      );
    calling.once("error", failed);
    calling.once("response", (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.once("error", failed);
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= largestBodyBytes) return;
        fail(`answered more than ${largestBodyBytes} bytes, which Lambda does not allow`);
        calling.destroy();
      });
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 502,
          headers: response.headersDistinct,
          body: Buffer.concat(chunks),
        }),
      );
    });
    calling.end(body);
  });
}

function lists(headers: ForwardedRequest["headers"]): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, [...values]]));
}
