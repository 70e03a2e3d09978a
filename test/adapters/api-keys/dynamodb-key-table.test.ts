/** The table of managed keys as the real client reads it: from an emulator, and from what behaves like none. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { dynamodbKeyTable } from "#adapters/api-keys/dynamodb-key-table";
import type { KeyTable } from "#adapters/api-keys/key-table";
import { Fault } from "#core/fault";
import { pointClientsTo, startKeyTable } from "./key-table-peer.ts";
import { issuedKey, newPepper } from "./managed-keys-on-a-fake-clock.ts";

const time = 2000;
const full = { notBefore: 5, expiresAt: 4_000_000_000, lastUsedDay: "2027-01-15", scopes: ["a", "b"] };
const record = (more = {}) => issuedKey(newPepper(), more).record;

describe("the table", () => {
  let peer: Awaited<ReturnType<typeof startKeyTable>>;
  let table: KeyTable;
  before(async () => {
    peer = await startKeyTable();
    table = dynamodbKeyTable(peer.name);
  });
  after(() => peer.close());

  test("gives a record as it was put there, and nothing for an id that nobody has", async () => {
    for (const put of [record(), record(full)]) {
      await peer.put(put);
      const read = await table.read(put.id, time);
      assert.deepEqual({ ...read, digest: Buffer.from(read?.digest ?? []) }, put);
    }
    assert.equal(await table.read("nobody", time), undefined);
  });

  test("takes what is no record of a key for a fault that names the record and nothing in it", async () => {
    const canary = `canary-${randomBytes(8).toString("hex")}`;
    const unlike = [
      { digest: { B: randomBytes(31) } },
      { digest: { S: canary } },
      { scopes: { L: [{ S: `${canary} ` }] } },
      { scopes: { S: canary } },
      { state: { S: canary } },
      { expiresAt: { S: canary } },
      { expiresAt: { S: "4000000000" } },
      { expiresAt: { N: "1.5" } },
      { notBefore: { NULL: true } },
      { createdAt: { S: canary } },
      { name: { S: "*" } },
    ];
    for (const more of unlike) {
      const put = record();
      await peer.put(put, more);
      await assert.rejects(table.read(put.id, time), (error) => {
        assert.ok(error instanceof Fault);
        assert.equal(error.code, "key_record_invalid");
        assert.ok(error.message.includes(put.id) && !error.message.includes(canary));
        return true;
      });
    }
  });

  test("has the day of the last use once it was noted, and everything else as it was", async () => {
    const put = record({ scopes: ["a"], expiresAt: 4_000_000_000 });
    await peer.put(put);
    const item = await peer.item(put.id);
    await table.noteUse(put.id, "2027-01-15", time);
    assert.deepEqual(await peer.item(put.id), { ...item, lastUsedDay: { S: "2027-01-15" } });
    await table.noteUse(put.id, "2027-01-16", time);
    assert.equal((await table.read(put.id, time))?.lastUsedDay, "2027-01-16");
  });

  test("keeps the later of two days", async () => {
    const put = record({ lastUsedDay: "2027-01-16" });
    await peer.put(put);
    await table.noteUse(put.id, "2027-01-15", time);
    await table.noteUse(put.id, "2027-01-16", time);
    assert.equal((await table.read(put.id, time))?.lastUsedDay, "2027-01-16");
  });

  test("gets no record by the use of a key that was removed", async () => {
    await table.noteUse("removed", "2027-01-15", time);
    assert.equal(await peer.item("removed"), undefined);
  });

  test("that is not there is a fault that says what to check", async () => {
    await assert.rejects(dynamodbKeyTable("another").read("a", time), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "key_table_unavailable");
      assert.match(error.message, /ResourceNotFoundException: .*apiKeys\.managed.*role/);
      return true;
    });
  });
});

/** What a server does with a request. */
type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

const exception =
  (status: number, type: string): Behaviour =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: "canary" }));
  };

describe("a server that is no table", () => {
  let behave: Behaviour = () => {};
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    request.resume().on("end", () => behave(request, response));
  });
  let table: KeyTable;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    pointClientsTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    table = dynamodbKeyTable("keys");
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Reads while the server behaves so; how often it was asked, and what became of it. */
  async function reading(how: Behaviour, timeout: number) {
    behave = how;
    asked = 0;
    const start = performance.now();
    const failure = await table.read("a2b3c4d5e6f7", timeout).catch((error: unknown) => error);
    return { failure, milliseconds: performance.now() - start, asked };
  }

  const behaviours: readonly [string, Behaviour, RegExp][] = [
    ["throttles", exception(400, "ProvisionedThroughputExceededException"), /ProvisionedThroughput/],
    ["throttles all of the account", exception(400, "RequestLimitExceeded"), /RequestLimitExceeded/],
    ["denies access", exception(400, "AccessDeniedException"), /AccessDeniedException/],
    ["knows no such credentials", exception(400, "UnrecognizedClientException"), /UnrecognizedClient/],
    ["fails", exception(500, "InternalServerError"), /InternalServerError/],
    ["is not there for a while", (_, response) => response.writeHead(503).end("<html>canary"), /./],
    ["hangs", () => {}, /Timeout/],
    ["hangs after it has throttled", onceThen(exception(400, "ThrottlingException")), /Throttling/],
    ["hangs within its answer", (_, response) => response.writeHead(200).write('{"Item'), /Timeout/],
    ["cuts the connection", (request) => request.socket.destroy(), /./],
    ["cuts its answer", (request, response) => cutAnswer(request, response), /./],
    ["answers with garbage", (_, response) => response.end("\u0000canary"), /./],
    ["answers with a page", (_, response) => response.end("<html>canary</html>"), /./],
    ["names an error as none is named", exception(400, "canary of 'spaces'"), /^(Error|unknown error): /],
    [
      "answers with a record of another key",
      (_, response) => response.end(otherItem()),
      /no record of a key/,
    ],
  ];
  for (const [what, how, name] of behaviours) {
    test(`that ${what} is a fault within the time, with no more than two questions`, async () => {
      const { failure, milliseconds, asked } = await reading(how, 700);
      assert.ok(failure instanceof Fault, String(failure));
      assert.match(failure.code, /^key_(table_unavailable|record_invalid)$/);
      assert.match(failure.message, name);
      assert.doesNotMatch(failure.message, /canary/);
      assert.ok(milliseconds < 1500 && asked >= 1 && asked <= 2, `${milliseconds} ms, asked ${asked} times`);
    });
  }

  test("that may not be written to, says which right is missing or how to do without", async () => {
    behave = exception(400, "AccessDeniedException");
    await assert.rejects(table.noteUse("a2b3c4d5e6f7", "2027-01-15", 200), {
      code: "key_table_unavailable",
      message: /AccessDeniedException.*may update items.*apiKeys\.managed\.lastUse/,
    });
  });

  test("that hangs once, as on a connection that died, is asked again in time", async () => {
    let hung = false;
    const { failure, asked } = await reading((_, response) => {
      if (hung) response.end("{}");
      hung = true;
    }, 1000);
    assert.equal(failure, undefined);
    assert.equal(asked, 2);
  });

  test("waits for nobody beyond the time, also between two questions", async () => {
    for (const how of [exception(400, "ThrottlingException"), () => {}]) {
      const { failure, milliseconds } = await reading(how, 50);
      assert.ok(failure instanceof Fault);
      assert.ok(milliseconds < 400, `${milliseconds} ms`);
    }
  });

  test("is told nothing but the table, the id, the day and the condition when a use is noted", async () => {
    const chunks: unknown[] = [];
    behave = (_, response) => response.end("{}");
    server.once("request", (request: IncomingMessage) => {
      request.on("data", (chunk) => chunks.push(chunk));
    });
    await table.noteUse("a2b3c4d5e6f7", "2027-01-15", 1000);
    const names: readonly string[] = chunks.join("").match(/[a-z]\w*/gi) ?? [];
    assert.ok(names.includes("lastUsedDay"));
    for (const name of ["state", "digest", "name", "scopes", "expiresAt", "owner"])
      assert.equal(names.includes(name), false);
  });
});

/** Behaves so at every other question, and then is silent. */
function onceThen(behaviour: Behaviour): Behaviour {
  let silent = true;
  return (request, response) => {
    silent = !silent;
    if (!silent) behaviour(request, response);
  };
}

function cutAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-length": "1000" }).write('{"Item": {');
  setImmediate(() => request.socket.destroy());
}

function otherItem(): string {
  const { id, name, owner, pepperId } = record();
  const texts = Object.fromEntries(
    Object.entries({ id, name, owner, pepperId, state: "active" }).map(([key, S]) => [key, { S }]),
  );
  const digest = { B: randomBytes(32).toString("base64") };
  return JSON.stringify({ Item: { ...texts, digest, scopes: { L: [] }, createdAt: { N: "1" } } });
}
