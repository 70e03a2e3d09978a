/** The loopback server of the attacked issuers' key sets, which counts who comes and can be made to answer anything. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type IssuerName, issuers } from "./attacked-issuers.ts";

/** Answers with a key set as it should be. */
export const keySet =
  (keys: readonly unknown[]): RequestListener =>
  (_, response) =>
    void response
      .writeHead(200, { "content-type": "application/jwk-set+json" })
      .end(JSON.stringify({ keys }));

const answers = new Map<string, RequestListener>();
const asked = new Map<string, number>();

/** How often an address of the server was asked for; `/geo` is the key set of `geo`. */
const timesAsked = (path: string): number => asked.get(path) ?? 0;

/** How often anything at all was asked for. */
export const allAsked = (): number => [...asked.values()].reduce((sum, times) => sum + times, 0);

/** From now on an address is answered like this; without an answer, as it should be. */
export function answerAt(path: string, answer?: RequestListener): void {
  if (answer === undefined) answers.delete(path);
  else answers.set(path, answer);
}

const server = createServer((request, response) => {
  const path = request.url ?? "/";
  asked.set(path, timesAsked(path) + 1);
  const name = path.slice(1);
  const sound = name in issuers ? keySet(issuers[name as IssuerName].keys) : undefined;
  const answer = answers.get(path) ?? sound;
  if (answer === undefined) response.writeHead(404).end();
  else answer(request, response);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

/** Its address, without a slash at the end. */
export const keyServer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Ends it, and every answer that is still dripping. */
export function closeKeyServer(): void {
  server.closeAllConnections();
  server.close();
}
