/** A server in the place of OPA that behaves as its test says. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { remotePolicyEngine } from "#adapters/opa/remote";
import type { PolicyAnswer } from "#core/authorize/policy-engine";
import { deadlineAfter } from "#core/deadline";

/** One request as it came in, with its body, and how to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** How many requests came in before, over any connection. */
  readonly earlier: number;
}

export interface Served {
  readonly url: string;
  /** Requests that came in so far. */
  readonly requests: () => number;
  /** Connections that were made so far. */
  readonly connections: () => number;
  /** Asks the engine under test, with an input that holds the word `canary`. */
  ask(limits?: Limits): Promise<PolicyAnswer>;
}

export interface Limits {
  readonly timeoutMilliseconds?: number;
  readonly budgetMilliseconds?: number;
}

/** Serves on a free port of this machine while `use` runs. */
export async function serving(
  answer: (exchange: Exchange) => void,
  use: (served: Served) => Promise<void>,
): Promise<void> {
  let requests = 0;
  let connections = 0;
  const server = createServer((request, response) => {
    const earlier = requests;
    requests += 1;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      answer({ request, body, response, socket: request.socket, earlier });
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await use({
      url,
      requests: () => requests,
      connections: () => connections,
      ask: (limits) => ask(url, limits),
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Asks whatever is at `url` for the decision `example/allow`. */
export function ask(url: string, { timeoutMilliseconds = 5000, budgetMilliseconds = 10_000 }: Limits = {}) {
  const engine = remotePolicyEngine({
    url,
    decision: "example/allow",
    timeoutMilliseconds,
    maximumAnswerBytes: 65_536,
  });
  const deadline = deadlineAfter(budgetMilliseconds, () => performance.now());
  return engine.evaluate({ token: "canary" }, deadline);
}
