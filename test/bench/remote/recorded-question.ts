/** The bytes of the question that the deployed function sends to its OPA, as they come out of its socket. */
import { type AddressInfo, createServer } from "node:net";

const answer = '{"result":{"allow":true}}';

/** Answers a function's one question with an allow. */
export interface QuestionRecorder {
  /** Its address, as the setting `policy.url` takes it. */
  readonly url: string;
  /** The request that was sent last, from its first line to the end of its body. */
  question(): Buffer;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. */
export async function startQuestionRecorder(): Promise<QuestionRecorder> {
  let asked: Buffer | undefined;
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!isWhole(received)) return;
      asked = received;
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`,
      );
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    question() {
      if (asked === undefined) throw new Error("the function has asked nothing");
      return asked;
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function isWhole(request: Buffer): boolean {
  const head = request.toString("latin1");
  const length = /\r\ncontent-length: ([0-9]+)\r\n/i.exec(head)?.[1];
  return length !== undefined && request.length === head.indexOf("\r\n\r\n") + 4 + Number(length);
}
