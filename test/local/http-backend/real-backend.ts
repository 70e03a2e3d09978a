/** A real backend behind the function that passes requests on, and the events that bring it requests. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { APIGatewayProxyEvent } from "aws-lambda";

/** What the backend got, as far as the tests look at it. */
interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * Serves a backend that answers as it is told, until the test is over, and names it in BACKEND_URL for as long, with
 * `path` at the end; `url` is its address without that path, `received` what it has got so far.
 */
export async function backend(
  context: TestContext,
  answer: (response: ServerResponse, request: IncomingMessage) => void = (response) => response.end(),
  path = "",
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headersDistinct: headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks) });
    answer(response, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    server.close();
    server.closeAllConnections();
    delete process.env.BACKEND_URL;
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.BACKEND_URL = url + path;
  return { url, received };
}

/** The event of GET on the root, with changes. */
export function event(changes: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  return {
    httpMethod: "GET",
    path: "/",
    resource: "/{proxy+}",
    headers: {},
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {} as APIGatewayProxyEvent["requestContext"],
    ...changes,
  };
}
