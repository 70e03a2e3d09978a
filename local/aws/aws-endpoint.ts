/** The one address at which AWS's services are answered on this machine: what `AWS_ENDPOINT_URL` names. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { startLoopbackServer } from "../loopback/loopback-server.ts";
import { jsonError, jsonProtocolAnswer } from "./json-protocol.ts";
import { queryError } from "./query-protocol.ts";
import type { AwsService, ServiceAnswer } from "./service.ts";
import { type RequestRefusal, signedRequest } from "./signed-request.ts";

/** A running endpoint. */
export interface AwsEndpoint {
  /** `AWS_ENDPOINT_URL` of functions and commands. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves services on 127.0.0.1. AWS's clients sign every request for one service, so the signature tells whose it is;
 * a request without one is refused.
 * @param services by the name that signatures have for them, such as `secretsmanager`
 * @param onFault gets an error of a service, for which the client is told 500 without detail
 */
export async function startAwsEndpoint(
  services: Readonly<Record<string, AwsService>>,
  onFault?: (error: unknown) => void,
): Promise<AwsEndpoint> {
  async function answerTo(message: IncomingMessage): Promise<ServiceAnswer> {
    const request = await signedRequest(message);
    if ("code" in request) return refusal(message, request);
    if (Object.hasOwn(services, request.service)) {
      const service = services[request.service];
      if (service !== undefined) return service.answer(request);
    }
    const unknown = `Nothing answers for the service ${request.service} on this machine.`;
    return refusal(message, { code: "UnknownOperationException", message: unknown });
  }

  const server = await startLoopbackServer(
    async (message, response) => {
      const { status, headers, body } = await answerTo(message);
      response.writeHead(status, { "x-amzn-RequestId": randomUUID(), ...headers }).end(body);
    },
    { ...(onFault && { onFault }) },
  );
  return {
    url: `http://127.0.0.1:${server.port}`,
    close: () => server.close(),
  };
}

/** Clients of the JSON protocols name an operation in a header; the others read XML (the query protocol). */
function refusal({ headers }: IncomingMessage, { code, message }: RequestRefusal): ServiceAnswer {
  return headers["x-amz-target"] === undefined
    ? queryError({ code, message })
    : jsonProtocolAnswer(jsonError(code, message));
}
