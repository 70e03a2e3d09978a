/** A server of this machine that counts who calls it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { after } from "node:test";

/** A server that runs until the running test or suite is over. */
export interface CountedServer {
  readonly url: string;
  /** What it was asked so far: the method and the path of each request. */
  readonly requests: readonly string[];
  /** How many connections were made to it. */
  readonly connections: () => number;
}

/** Starts it; every request is answered with the same JSON. */
export async function countedServer(answer: object): Promise<CountedServer> {
  const requests: string[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (request.method === "POST") await json(request);
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  });
  // However slowly a test runs, it is not the server that ends a connection.
  server.keepAliveTimeout = 0;
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, connections: () => connections };
}
