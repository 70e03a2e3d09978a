/** Stands between AWS's SDK and an emulator of AWS, and lets DynamoDB or Secrets Manager fail as AWS documents it. */
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as after } from "node:timers/promises";
import { startLoopbackServer } from "#local/loopback/loopback-server";
import { requestBody } from "#local/loopback/request-body";

/** The services whose calls are told apart, by how their operations' names begin in `X-Amz-Target`. */
const prefixes = { dynamodb: "DynamoDB_", secretsmanager: "secretsmanager." } as const;
export type FaultyService = keyof typeof prefixes;

/** How calls fail: an error of the service's own, an answer that comes late or never, or a connection that breaks. */
export type ServiceFault =
  | { readonly error: string; readonly status?: number }
  | { readonly delayedBy: number }
  | "silent"
  /** The call takes effect, and its answer never comes. */
  | "unanswered"
  /** The call takes effect, and the connection breaks before its answer. */
  | "answer lost"
  | "cut"
  | "cut in the answer"
  | "no JSON";

/**
 * What a service answers whose capacity is spent, or to a role that may not (Amazon DynamoDB developer guide, "Error
 * handling"; AWS Secrets Manager API reference, "Common errors"), and to a call about something that is gone.
 */
export const throughputExceeded = { error: "ProvisionedThroughputExceededException" } as const;
export const throttled = { error: "ThrottlingException" } as const;
export const denied = { error: "AccessDeniedException" } as const;
export const gone = { error: "ResourceNotFoundException" } as const;
export const brokenInside = { error: "InternalServerError", status: 500 } as const;

/** A call as it came. */
export interface ServiceCall {
  /** Such as `GetItem`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A running proxy. */
export interface FaultProxy {
  /** The `AWS_ENDPOINT_URL` of whoever is to meet the faults. */
  readonly url: string;
  /** What was asked for, in its order, whatever became of it. */
  readonly calls: readonly ServiceCall[];
  /**
   * Lets a service fail from now on, until `heal`.
   * @param only the operations that fail, such as `UpdateItem`; absent: all
   */
  fail(service: FaultyService, fault: ServiceFault, only?: readonly string[]): void;
  /** Passes everything on again. */
  heal(): void;
  close(): Promise<void>;
}

const largestBody = 32 * 1024 * 1024;

/**
 * Starts a proxy on a free port of 127.0.0.1 that passes everything on to begin with.
 * @param endpoint the emulator's address
 */
export async function startFaultProxy(endpoint: string): Promise<FaultProxy> {
  const faults = new Map<FaultyService, { fault: ServiceFault; only: readonly string[] | undefined }>();
  const calls: ServiceCall[] = [];
  const closing = new AbortController();

  const server = await startLoopbackServer(async (incoming, response) => {
    const target = String(incoming.headers["x-amz-target"] ?? "");
    const operation = target.slice(target.indexOf(".") + 1);
    const body = (await requestBody(incoming, largestBody)) ?? Buffer.alloc(0);
    // CloudFormation speaks the query protocol, which names no target and is no JSON.
    calls.push({ operation, input: target === "" ? {} : JSON.parse(body.toString("utf8")) });
    const service = [...faults].find(([service]) => target.startsWith(prefixes[service]))?.[1];
    const failing = (service?.only?.includes(operation) ?? true) ? service?.fault : undefined;
    if (failing !== undefined && (await answeredAsFaulty(failing, response, closing.signal))) return;
    await passOn(endpoint, incoming, body, response, failing);
  });
  return {
    url: `http://localhost:${server.port}`,
    calls,
    fail: (service, fault, only) => void faults.set(service, { fault, only }),
    heal: () => faults.clear(),
    async close() {
      closing.abort();
      await server.close();
    },
  };
}

/** Plays a fault; `false` when the call is to be passed on after it. */
async function answeredAsFaulty(
  fault: ServiceFault,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<boolean> {
  if (fault === "silent") return true;
  if (fault === "unanswered" || fault === "answer lost") return false;
  if (fault === "cut") {
    response.destroy();
    return true;
  }
  if (fault === "cut in the answer") {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": "100" });
    response.write('{"Item":{', () => response.destroy());
    return true;
  }
  if (fault === "no JSON") {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end("<html>busy</html>");
    return true;
  }
  if ("delayedBy" in fault) {
    await after(fault.delayedBy, undefined, { signal }).catch(() => {});
    return signal.aborted || response.destroyed;
  }
  const { error, status = 400 } = fault;
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-errortype": error });
  response.end(JSON.stringify({ __type: `com.amazonaws#${error}`, message: `${error} by the fault proxy` }));
  return true;
}

/** Sends a call on as it came; an emulator that is not there is a connection that breaks. */
function passOn(
  endpoint: string,
  { method, url = "/", headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  fault: ServiceFault | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    const sent = request(new URL(url, endpoint), { method, headers, agent: false }, (answer) => {
      if (fault === "unanswered" || fault === "answer lost") {
        answer.resume();
        if (fault === "answer lost") response.destroy();
        return resolve();
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response).once("close", resolve);
      answer.once("error", () => response.destroy());
    });
    sent.once("error", () => {
      response.destroy();
      resolve();
    });
    sent.end(body);
  });
}
