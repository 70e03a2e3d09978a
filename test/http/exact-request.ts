/** Requests with exactly the path that a test writes: `fetch` would resolve dots and re-encode. */
import { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

export interface ExactRequest {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Keeps connections; absent: each request has one of its own. */
  readonly agent?: Agent | undefined;
}

export interface ExactAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/**
 * Sends a request and reads its answer; follows no redirect.
 * @param base an address with or without a path, which is put before `path`; without a slash at its end
 * @param path path and query as they are to stand in the request line
 */
export function ask(
  base: string,
  path: string,
  { method = "GET", headers = {}, body, agent }: ExactRequest = {},
) {
  const { hostname, port, pathname } = new URL(base);
  const prefix = pathname === "/" ? "" : pathname;
  return new Promise<ExactAnswer>((resolve, reject) => {
    const sent = request(
      { hostname, port, path: prefix + path, method, headers, agent: agent ?? false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const { statusCode: status = 0, headers: answered } = answer;
          resolve({ status, headers: answered, bytes, text: bytes.toString("utf8") });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
