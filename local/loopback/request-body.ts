/** A request's body, bounded. */
import type { Readable } from "node:stream";

/**
 * Reads a body to its end, so that the client gets to read the answer; beyond the limit nothing is kept.
 * @returns the body, or `undefined` when it has more than `limit` bytes
 */
export async function requestBody(request: Readable, limit: number): Promise<Buffer | undefined> {
  let kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) kept = [];
    else kept.push(chunk);
  }
  return length > limit ? undefined : Buffer.concat(kept);
}
