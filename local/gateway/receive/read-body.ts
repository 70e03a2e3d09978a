/** Reads the body of a request, and keeps no more of it than is taken. */
import type { IncomingMessage } from "node:http";

/** Bytes of a body that is too long which are read and dropped, so that the client gets to read the answer. */
const drained = 67_108_864;

/**
 * The whole body.
 * @param limit bytes
 * @returns `undefined` when it is longer
 * @throws when the connection breaks before the end
 */
export async function readBody(message: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (length > limit + drained) break;
  }
  return length > limit ? undefined : Buffer.concat(chunks);
}
