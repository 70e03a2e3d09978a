/** The request that is measured: the list of collections, over a kept connection, which has to be served. */
import type { Agent } from "node:http";
import { ask } from "#test/http/exact-request";

/** The path below the server's address; whoever has a token may read it by every policy here. */
export const measuredPath = "/geoapi/collections?f=json";

/**
 * One request with a token.
 * @returns a function that throws Error for any other answer than the list
 */
export function servedRequest(url: string, token: () => string, agent: Agent): () => Promise<void> {
  return async () => {
    const { status, text } = await ask(url, measuredPath, {
      headers: { authorization: `Bearer ${token()}` },
      agent,
    });
    if (status !== 200 || !text.includes('"lakes"')) throw new Error(`${url} answered ${status}: ${text}`);
  };
}
