/** Sends a request exactly as given: path, letters of header names and repeated headers. */
import { type IncomingHttpHeaders, request } from "node:http";

/** What is sent to `http://127.0.0.1:<port>`. */
export interface Exchange {
  readonly method?: string;
  readonly path: string;
  /** A list stands for a repeated header. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request on a connection of its own. */
export function exchange(port: number, sent: Exchange): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { method = "GET", path, headers = {}, body } = sent;
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
