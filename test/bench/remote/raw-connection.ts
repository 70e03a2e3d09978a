/** The least that a round trip can be: bytes written by hand to a kept socket, and the answer read to its body's end. */
import { connect, type NetConnectOpts } from "node:net";

/** A connection on which one request after the other is asked. */
export interface RawConnection {
  /**
   * Sends a request and resolves to its answer's body.
   * @throws Error for a status other than 200, and for a body without a length
   */
  ask(request: Buffer): Promise<string>;
  close(): void;
}

const headEnd = "\r\n\r\n";

/** Connects. */
export async function rawConnection(to: NetConnectOpts): Promise<RawConnection> {
  const socket = connect({ noDelay: true, ...to });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  let received: Buffer = Buffer.alloc(0);
  let answered: ((body: string) => void) | undefined;
  let failed: ((error: Error) => void) | undefined;
  socket.on("error", (error) => failed?.(error));
  socket.on("close", () => failed?.(new Error("the server closed the connection")));
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const bodyStart = received.indexOf(headEnd) + headEnd.length;
    if (bodyStart < headEnd.length) return;
    const head = received.toString("latin1", 0, bodyStart);
    const length = /\r\ncontent-length: ([0-9]+)\r\n/i.exec(head)?.[1];
    if (length === undefined || !head.startsWith("HTTP/1.1 200 "))
      return failed?.(new Error(`unexpected: ${head}`));
    if (received.length < bodyStart + Number(length)) return;
    const body = received.toString("utf8", bodyStart, bodyStart + Number(length));
    received = Buffer.alloc(0);
    answered?.(body);
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        answered = resolve;
        failed = reject;
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}
