/** What clients may send: too much, broken, or odd; none of it does harm. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { serveSample } from "./served-sample.ts";

/** Everything that comes back for bytes written to a connection, until the server closes it. */
async function rawExchange(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {}); // A reset is an end as good as any.
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    received += chunk;
  });
  socket.write(text, "latin1");
  await once(socket, "close");
  return received;
}

describe("limits", () => {
  test("more than 10 MB of body is a 413 in plain text, announced or not (recorded)", async (t) => {
    const { send, proxyEvents } = await serveSample(t);
    const body = Buffer.alloc(10_485_761);
    const announced = await send({
      method: "POST",
      path: "/dev/x",
      body,
      headers: { "Content-Length": "10485761" },
    });
    const streamed = await send({
      method: "POST",
      path: "/dev/x",
      body,
      headers: { "Transfer-Encoding": "chunked" },
    });
    for (const response of [announced, streamed]) {
      assert.equal(response.status, 413);
      assert.equal(response.headers["content-type"], "text; charset=utf-8");
      assert.equal(response.bytes.toString(), "HTTP content length exceeded 10485760 bytes.");
    }
    assert.deepEqual(proxyEvents, []);
  });

  test("more than 10,240 bytes of request line and headers are a 431", async (t) => {
    const { send, authorizerEvents } = await serveSample(t);
    assert.equal((await send({ path: "/dev/x", headers: { A: "x".repeat(10_240) } })).status, 431);
    assert.equal((await send({ path: `/dev/${"x".repeat(10_240)}` })).status, 431);
    assert.equal((await send({ path: "/dev/x", headers: { A: "x".repeat(10_000) } })).status, 200);
    assert.equal(authorizerEvents.length, 1);
  });

  test("a method ARN of more than 1,600 bytes is a 414 where there is an authorizer", async (t) => {
    const { send, authorizerEvents } = await serveSample(t);
    assert.equal((await send({ path: `/dev/${"x".repeat(1600)}` })).status, 414);
    assert.deepEqual(authorizerEvents, []);
  });
});

describe("what a client may send without harm", () => {
  test("broken HTTP, broken encodings, odd targets and a connection that breaks off", async (t) => {
    const { port, send } = await serveSample(t);
    const close = "Host: x\r\nConnection: close\r\n\r\n";
    const forbidden = /^HTTP\/1\.1 403 /;
    assert.match(await rawExchange(port, "nonsense\r\n\r\n"), /^HTTP\/1\.1 400 /);
    assert.match(await rawExchange(port, `OPTIONS * HTTP/1.1\r\n${close}`), forbidden);
    assert.match(await rawExchange(port, `GET http://other/x HTTP/1.1\r\n${close}`), forbidden);
    assert.match(
      await rawExchange(port, `GET /dev/%ZZ%C3?%ZZ=%C3&__proto__=1 HTTP/1.1\r\n${close}`),
      /^HTTP\/1\.1 200 /,
    );
    assert.match(
      await rawExchange(port, `GET /dev/x HTTP/1.1\r\n__proto__: 1\r\n${close}`),
      /^HTTP\/1\.1 200 /,
    );
    assert.match(
      await rawExchange(port, `GET /dev/x HTTP/1.1\r\nUpgrade: websocket\r\n${close}`),
      /^HTTP\/1\.1 200 /,
    );
    assert.equal(await rawExchange(port, "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n"), "");
    const socket = connect(port, "127.0.0.1");
    socket.write("POST /dev/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    await once(socket, "connect");
    socket.destroy();
    assert.equal((await send({ path: "/dev/x" })).status, 200);
  });

  test("a header with a name of every object's member reaches the function as a header", async (t) => {
    const { port, proxyEvents } = await serveSample(t);
    await rawExchange(port, "GET /dev/x HTTP/1.1\r\n__proto__: 1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert.deepEqual(JSON.parse(JSON.stringify(proxyEvents[0]?.multiValueHeaders)).constructor, Object);
    assert(Object.keys(proxyEvents[0]?.headers ?? {}).includes("__proto__"));
  });
});
