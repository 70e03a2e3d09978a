/** Servers that only this machine can reach. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { startLoopbackServer } from "#local/loopback/loopback-server";
import { requestBody } from "#local/loopback/request-body";

async function started(context: TestContext, ...given: Parameters<typeof startLoopbackServer>) {
  const server = await startLoopbackServer(...given);
  context.after(() => server.close());
  return server;
}

function statusFor(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, headers: { Host: host }, agent: false });
    asking.once("response", (response) => resolve(response.resume().statusCode)).once("error", reject);
    asking.end();
  });
}

describe("a loopback server", () => {
  test("answers under the names of this machine only", async (context) => {
    const { port } = await started(context, (_, response) => void response.end());
    assert.equal(await statusFor(port, `127.0.0.1:${port}`), 200);
    assert.equal(await statusFor(port, `localhost:${port}`), 200);
    for (const name of [`rebound.example:${port}`, "127.0.0.1.rebound.example"]) {
      assert.equal(await statusFor(port, name), 421, name);
    }
  });

  test("answers 500 without detail when it fails, and tells the fault to who started it", async (context) => {
    const faults: unknown[] = [];
    const fail = () => Promise.reject(new Error("secret detail"));
    const { port } = await started(context, fail, { onFault: (fault) => faults.push(fault) });
    const response = await fetch(`http://127.0.0.1:${port}`);
    assert.equal(response.status, 500);
    assert.equal(await response.text(), "");
    assert.deepEqual(faults, [new Error("secret detail")]);
  });

  test("cannot be started on a port that is taken", async (context) => {
    const { port } = await started(context, () => {});
    await assert.rejects(
      startLoopbackServer(() => {}, { port }),
      { code: "EADDRINUSE" },
    );
  });

  test("ends its connections when it is closed", async () => {
    const server = await startLoopbackServer(() => {});
    const socket = connect(server.port, "127.0.0.1");
    await once(socket, "connect");
    const closed = once(socket.resume(), "close");
    await server.close();
    await closed;
  });
});

describe("a body", () => {
  test("is read to its end, and given only when it is within the limit", async (context) => {
    const lengths: (number | undefined)[] = [];
    const { port } = await started(context, async (asked, response) => {
      lengths.push((await requestBody(asked, 100_000))?.length);
      response.end();
    });
    for (const length of [0, 100_000, 100_001, 3_000_000]) {
      const body = "x".repeat(length);
      assert.equal((await fetch(`http://127.0.0.1:${port}`, { method: "POST", body })).status, 200);
    }
    assert.deepEqual(lengths, [0, 100_000, undefined, undefined]);
  });
});
