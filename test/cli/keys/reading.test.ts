/** What operators are told is the table as it is at this moment, and all of it, however DynamoDB cuts its answers. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { type LoopbackServer, startLoopbackServer } from "#local/loopback/loopback-server";
import { requestBody } from "#local/loopback/request-body";
import { keysPeer } from "./keys-peer.ts";

const peer = keysPeer();
const asked: { readonly operation: string; readonly ConsistentRead?: boolean }[] = [];

/** Stands before the emulator, and asks it for one record at a time. */
async function startPaging(): Promise<LoopbackServer> {
  const endpoint = process.env.AWS_ENDPOINT_URL ?? "";
  return startLoopbackServer(async (request, response) => {
    const target = String(request.headers["x-amz-target"] ?? "");
    const operation = target.slice(target.indexOf(".") + 1);
    const text = (await requestBody(request, 1_000_000))?.toString("utf8") ?? "";
    const input = target === "" ? {} : JSON.parse(text);
    asked.push({ operation, ...input });
    const isPaged = ["Query", "Scan"].includes(operation);
    const { host: _host, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: headers as Record<string, string>,
      body: isPaged ? JSON.stringify({ ...input, Limit: 1 }) : text,
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response.end(await answer.text());
  });
}

async function ids(...commandLine: readonly string[]): Promise<string[]> {
  const { code, written, warned } = await peer.keys([...commandLine, "--json"]);
  assert.equal(code, 0, warned);
  return JSON.parse(written).keys.map(({ id }: { id: string }) => id);
}

describe("the table of keys, a page of one record at a time", () => {
  let server: LoopbackServer;
  before(async () => {
    server = await startPaging();
    process.env.AWS_ENDPOINT_URL = `http://localhost:${server.port}`;
    for (const name of ["one", "two", "two", "two"]) {
      const { code, warned } = await peer.keys(["create", "--name", name, "--beside"]);
      assert.equal(code, 0, warned);
    }
  });

  after(() => server.close());
  beforeEach(() => void asked.splice(0));

  test("is listed as a whole, by strongly consistent reads", async () => {
    assert.equal((await ids("list")).length, 4);
    const scans = asked.filter(({ operation }) => operation === "Scan");
    assert.ok(scans.length >= 4 && scans.every(({ ConsistentRead }) => ConsistentRead === true));
  });

  test("gives all keys of a name, each by a strongly consistent read", async () => {
    assert.equal((await ids("show", "two")).length, 3);
    assert.ok(asked.filter(({ operation }) => operation === "Query").length >= 3);
    const reads = asked.filter(({ operation }) => operation === "GetItem");
    assert.ok(reads.length === 3 && reads.every(({ ConsistentRead }) => ConsistentRead === true));
  });

  test("is not asked for a name that no key can have, which DynamoDB would refuse", async () => {
    for (const name of ["", "two words", "é".repeat(3000)]) {
      assert.deepEqual(await ids("list", "--name", name), []);
      assert.equal((await peer.keys(["show", name])).code, 1);
    }
    assert.ok(!asked.some(({ operation }) => operation === "Query"));
  });

  test("is looked through as a whole before a pepper is dropped", async () => {
    assert.equal((await peer.keys(["rotate-pepper"])).code, 0);
    const { code, warned } = await peer.keys(["rotate-pepper", "--finish"]);
    assert.equal(code, 1);
    assert.match(warned, /4 keys are in use under the previous pepper/);
  });
});
