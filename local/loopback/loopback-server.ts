/** An HTTP server that only this machine can reach. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that listens; `close` ends it and every connection to it. */
export interface LoopbackServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1. Requests under another host name are refused with 421: a web page whose own name was made to
 * mean this machine (DNS rebinding) could otherwise read what only local programs may.
 * @param handle answers a request; when it throws, the client gets a 500 without detail, and `onFault` the error
 * @param options port 0 (the default) takes any free one
 */
export async function startLoopbackServer(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
  options: { readonly port?: number; readonly onFault?: (error: unknown) => void } = {},
): Promise<LoopbackServer> {
  const server = createServer(async (request, response) => {
    try {
      if (!isLocalName(request.headers.host)) response.writeHead(421).end();
      else await handle(request, response);
    } catch (error) {
      if (!response.headersSent) response.writeHead(500);
      response.end();
      options.onFault?.(error);
    }
  });
  // Idle connections stay open until close(): to a runtime client, a broken one means that this process is gone.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  const listening = Promise.withResolvers<void>();
  server.once("error", listening.reject);
  server.listen(options.port ?? 0, "127.0.0.1", listening.resolve);
  await listening.promise;
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isLocalName(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host ?? "");
}
