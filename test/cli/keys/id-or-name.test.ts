/** An argument that could be the id of one key and the name of another never changes a key that was not meant. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { newKey } from "#adapters/api-keys/administration/new-key";
import { idAttribute } from "#core/settings/api-key-table";
import { keysPeer } from "./keys-peer.ts";

const peer = keysPeer();

async function document(...commandLine: readonly string[]) {
  const { code, written, warned } = await peer.keys([...commandLine, "--json"]);
  assert.equal(code, 0, warned);
  return JSON.parse(written);
}

const statusOf = async (id: string) => (await document("show", id, "--by", "id")).keys[0].status;

/** One key, and another whose name is the first one's id, as somebody may have put it there by other means. */
async function twins(name: string): Promise<{ readonly id: string; readonly otherId: string }> {
  const { id } = (await document("create", "--name", name)).record;
  const told = { name: id, owner: "unknown", scopes: [], createdAt: 0 };
  const { record } = newKey(told, "live", peer.pepper);
  await peer.put(record);
  return { id, otherId: record.id };
}

describe("a name that looks like an id", () => {
  test("is a name like others", async () => {
    const { record } = await document("create", "--name", "cartographer");
    assert.equal((await document("show", "cartographer")).keys[0].id, record.id);
    assert.equal((await document("disable", "cartographer")).record.id, record.id);
    assert.equal((await document("enable", "cartographer")).record.id, record.id);
    const rotated = await document("rotate", "cartographer");
    assert.equal(rotated.replaced.id, record.id);
    assert.equal((await document("revoke", "cartographer", "--all", "--yes")).outcomes.length, 2);
  });

  test("is refused where it is the id of a key, also beside it", async () => {
    const { id } = (await document("create", "--name", "first")).record;
    for (const options of [[], ["--beside"]]) {
      const { code, written, warned } = await peer.keys(["create", "--name", id, ...options]);
      assert.deepEqual([code, written], [1, ""]);
      assert.match(warned, /is the id of a key: choose another name/);
    }
  });
});

describe("an argument that is the id of one key and the name of another", () => {
  for (const [command, options] of [
    ["rotate", []],
    ["disable", []],
    ["enable", []],
    ["revoke", ["--yes"]],
    ["revoke", ["--yes", "--all"]],
  ] as const) {
    test(`is refused by ${[command, ...options].join(" ")}, which changes nothing and tells both`, async () => {
      const { id, otherId } = await twins(`t-${command}-${options.length}`);
      const before = await peer.tableText();
      const { code, written, warned } = await peer.keys([command, id, ...options]);
      assert.deepEqual([code, written], [1, ""]);
      assert.match(
        warned,
        new RegExp(`${id} is the id of one key and the name of ${otherId}: .*--by id or --by name`),
      );
      assert.equal(await peer.tableText(), before);
    });
  }

  test("is refused also when one of the two has ended, since nobody can tell which is meant", async () => {
    const { id } = await twins("t-ended");
    await peer.keys(["revoke", id, "--by", "id", "--yes"]);
    assert.equal((await peer.keys(["revoke", id, "--yes"])).code, 1);
  });

  test("is what --by says", async () => {
    const { id, otherId } = await twins("t-by");
    assert.equal((await document("disable", id, "--by", "name")).record.id, otherId);
    assert.equal((await document("rotate", id, "--by", "id")).replaced.id, id);
    assert.equal((await document("revoke", id, "--by", "name", "--yes")).record.id, otherId);
    assert.deepEqual([await statusOf(id), await statusOf(otherId)], ["ending", "revoked"]);
    assert.equal((await peer.keys(["rotate", id, "--by", "owner"])).code, 1);
  });

  test("is by its name what it is, also where a key is called like itself", async () => {
    const told = { name: "aaaaaaaaaaaa", owner: "unknown", scopes: [], createdAt: 0 };
    const { record } = newKey(told, "live", peer.pepper);
    await peer.put(record, { ...record, id: "aaaaaaaaaaaa" });
    const { code, warned } = await peer.keys(["disable", "aaaaaaaaaaaa", "--by", "name"]);
    assert.equal(code, 1);
    assert.match(warned, /several keys have the name aaaaaaaaaaaa: name one by its id/);
  });

  test("shows both, the key with the id first", async () => {
    const { id, otherId } = await twins("t-show");
    const shown = async (...options: readonly string[]) =>
      (await document("show", id, ...options)).keys.map((key: { id: string }) => key.id);
    assert.deepEqual(await shown(), [id, otherId]);
    assert.deepEqual(await shown("--by", "id"), [id]);
    assert.deepEqual(await shown("--by", "name"), [otherId]);
    const { warned } = await peer.keys(["show", "t-show", "--by", "id"]);
    assert.match(warned, /no key has the id t-show/);
  });
});

describe("a record that is none of a key, under an id that is the name of one", () => {
  test("neither is removed in its place nor keeps it from being revoked", async () => {
    const { record } = await document("create", "--name", "hydrographer");
    // What the authorizer's role may write.
    await new DynamoDBClient({}).send(
      new UpdateItemCommand({
        TableName: String(peer.location[1]),
        Key: { [idAttribute]: { S: "hydrographer" } },
        UpdateExpression: "SET lastUsedDay = :day",
        ExpressionAttributeValues: { ":day": { S: "2026-01-31" } },
      }),
    );
    const before = await peer.tableText();
    const { code, warned } = await peer.keys(["revoke", "hydrographer", "--yes"]);
    assert.equal(code, 1);
    assert.match(warned, new RegExp(`the name of ${record.id}: .*--by`));
    assert.equal(await peer.tableText(), before);
    const revoked = await document("revoke", "hydrographer", "--by", "name", "--yes");
    assert.deepEqual([revoked.record.id, revoked.record.status], [record.id, "revoked"]);
    assert.deepEqual(await document("revoke", "hydrographer", "--by", "id", "--yes"), {
      record: null,
      changed: true,
    });
    assert.equal((await document("show", "hydrographer")).keys[0].id, record.id);
  });
});
