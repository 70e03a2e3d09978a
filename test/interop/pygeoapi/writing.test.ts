/** Who may create and delete features of a protected collection, and that a refused change has not happened. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { type ProtectedPygeoapi, startProtected } from "./start-protected.ts";

const well = (id: string) =>
  JSON.stringify({
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [9.5, 47.5] },
    properties: { name: `Well ${id}`, depth_m: 12.5, owner: "Waterworks North" },
  });

describe("pygeoapi's protected collection behind the gateway", () => {
  let api: ProtectedPygeoapi;
  before(async () => {
    api = await startProtected();
  });
  after(() => api?.close());

  const post = (type: string, body: string, headers: Readonly<Record<string, string>>) =>
    ask(api.url, "/collections/wells/items", {
      method: "POST",
      headers: { "content-type": type, ...headers },
      body,
    });
  const statusOf = async (id: string) =>
    (await ask(api.url, `/collections/wells/items/${id}`, { headers: api.withKey })).status;

  test("takes no feature from nobody in particular", async () => {
    assert.equal((await post("application/geo+json", well("w-1"), {})).status, 401);
    assert.equal(await statusOf("w-1"), 404);
  });

  test("takes no feature from a key that may only read", async () => {
    assert.equal((await post("application/geo+json", well("w-2"), api.withKey)).status, 403);
    assert.equal(await statusOf("w-2"), 404);
  });

  test("takes a feature from a token that may create, and shows it from then on", async () => {
    const writer = await api.withScope("wells:write");
    const created = await post("application/geo+json", well("w-3"), writer);
    assert.equal(created.status, 201);
    assert.equal(created.headers.location, `${api.url}/collections/wells/items/w-3`);
    assert.equal(await statusOf("w-3"), 200);
  });

  test("answers a query by POST from a key that may only read", async () => {
    const filter = { op: "=", args: [{ property: "name" }, "Well 101"] };
    const answer = await post("application/query-cql-json", JSON.stringify(filter), api.withKey);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /w-101/);
  });

  test("refuses a POST of which nobody can tell whether it creates, to a key that may only read", async () => {
    for (const type of ["application/json", "application/geo+json, text/plain", "text/plain"]) {
      assert.equal((await post(type, well("w-4"), api.withKey)).status, 403, type);
    }
    assert.equal(await statusOf("w-4"), 404);
  });

  test("shows nothing to a token that may only create, however it spells the media type", async () => {
    const deliverer = await api.withScope("wells:deliver");
    assert.equal((await post("application/geo+json", well("w-5"), deliverer)).status, 201);
    // pygeoapi takes these for queries, and would answer with every well.
    for (const type of [
      "application/geo+json; charset=utf-8",
      "Application/geo+json",
      "application/query-cql-json",
    ]) {
      const answer = await post(type, well("w-6"), deliverer);
      assert.deepEqual([answer.status, answer.text.includes("w-101")], [403, false], type);
    }
  });

  test("removes a feature for a token that may, and for no key", async () => {
    const remove = (headers: Readonly<Record<string, string>>) =>
      ask(api.url, "/collections/wells/items/w-104", { method: "DELETE", headers });
    assert.equal((await remove({})).status, 401);
    assert.equal((await remove(api.withKey)).status, 403);
    assert.equal(await statusOf("w-104"), 200);
    assert.equal((await remove(await api.withScope("wells:write"))).status, 200);
    assert.equal(await statusOf("w-104"), 404);
  });
});
