/** How decisions with a remote OPA are held against their goals, and what a raw round trip is. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, test } from "node:test";
import { httpExchange } from "#adapters/http/exchange";
import type { PairedTimes } from "../paired.ts";
import { rawConnection } from "./raw-connection.ts";
import { startQuestionRecorder } from "./recorded-question.ts";
import { remoteLimits } from "./remote.ts";
import { rows } from "./rows.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A connection to a server that answers every request with the parts, one write each. */
async function answeredWith(parts: readonly string[]) {
  const server = createServer((socket) => {
    socket.setNoDelay(true).on("data", async () => {
      for (const part of parts) {
        socket.write(part);
        await new Promise(setImmediate);
      }
    });
    socket.on("error", () => {});
  });
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return rawConnection({ host: "127.0.0.1", port: (server.address() as AddressInfo).port });
}

test("a raw round trip ends with the body's end, however the answer is cut, and leaves nothing for the next", async () => {
  const connection = await answeredWith(["HTTP/1.1 200 OK\r\nContent-Le", "ngth: 4\r\n\r", "\ntr", "ue"]);
  assert.deepEqual(
    [await connection.ask(Buffer.from("one")), await connection.ask(Buffer.from("two"))],
    ["true", "true"],
  );
  connection.close();
});

test("a raw round trip that is not answered with 200 and a length is none", async () => {
  for (const answer of ["HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"]) {
    const connection = await answeredWith([answer]);
    await assert.rejects(connection.ask(Buffer.from("one")), /unexpected/);
    connection.close();
  }
});

test("a recorded question is the whole request as it was sent", async () => {
  const recorder = await startQuestionRecorder();
  assert.throws(() => recorder.question(), /asked nothing/);
  const url = new URL(`${recorder.url}/v1/data/a`);
  const bounds = { timeoutMilliseconds: 5000, maximumBytes: 1000 };
  const answer = await httpExchange({ url, method: "POST", headers: { a: "b" }, body: '{"é":1}', ...bounds });
  assert.equal(answer.kind, "answered");
  const lines = recorder.question().toString("utf8").split("\r\n");
  assert.deepEqual([lines[0], lines.at(-1)], ["POST /v1/data/a HTTP/1.1", '{"é":1}']);
  assert.ok(lines.includes("a: b"));
  await recorder.close();
});

/** Times of which every round had the same median. */
const lasting = (p50: number, p99: number): PairedTimes => ({ p50, p99, cpu: p50, medians: [p50, p50] });

test("decisions are held against signature and round trip, and their tail against their own median", () => {
  const times = new Map([
    [rows.tcp, lasting(180, 500)],
    [rows.floor, lasting(200, 500)],
    [rows.seen, lasting(280, 850)],
    [rows.fresh, lasting(320, 900)],
  ]);
  assert.deepEqual(
    remoteLimits("10 collections", times).map(({ goal, of, measured, met }) => [goal, of, measured, met]),
    [
      ["F3", "remote OPA, 10 collections, token seen before", "1.40 ×", true],
      ["F3", "remote OPA, 10 collections, token seen before, p99", "3.04 ×", false],
      ["F3", "remote OPA, 10 collections, token not seen before", "1.60 ×", false],
      ["F3", "remote OPA, 10 collections, token not seen before, p99", "2.81 ×", true],
    ],
  );
  assert.throws(() => remoteLimits("10 collections", new Map()), RangeError);
});
