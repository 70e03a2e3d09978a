/** `keys revoke`: it asks, it is final, and it says what else there is to do. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { dynamoDbKeyAdministration } from "#adapters/api-keys/administration/dynamodb-key-administration";
import { newKey } from "#adapters/api-keys/administration/new-key";
import { managedKeyId } from "#core/authenticate/api-key/managed-key";
import { keysPeer } from "./keys-peer.ts";

const peer = keysPeer();

async function created(name: string) {
  const { key, record } = JSON.parse((await peer.keys(["create", "--name", name, "--json"])).written);
  return { key: String(key), id: String(record.id) };
}

async function statusOf(id: string): Promise<string> {
  return JSON.parse((await peer.keys(["show", id, "--json"])).written).keys[0].status;
}

describe("keys revoke", () => {
  test("asks with id, name, owner and last use, and revokes after a yes", async () => {
    const { id } = await created("asked");
    const { code, asked, warned } = await peer.keys(["revoke", "asked"], { answer: "y" });
    assert.equal(code, 0, warned);
    assert.match(asked.join(), new RegExp(`${id} for asked, owner unknown, last used never`));
    assert.match(warned, /is revoked; .* within apiKeys.refreshSeconds \(60 seconds by default\)/);
    assert.equal(await statusOf(id), "revoked");
  });

  test("does nothing after any other answer", async () => {
    const { id } = await created("kept");
    for (const answer of ["", "n", "yes please", "Y E S"]) {
      const { code, warned } = await peer.keys(["revoke", id], { answer });
      assert.deepEqual([code, warned], [1, "nothing is revoked\n"]);
    }
    assert.equal(await statusOf(id), "active");
  });

  test("is refused where nobody can be asked, unless --yes is said", async () => {
    const { id } = await created("unattended");
    const { code, warned } = await peer.keys(["revoke", id]);
    assert.equal(code, 1);
    assert.match(warned, /--yes/);
    assert.equal(await statusOf(id), "active");
    assert.equal((await peer.keys(["revoke", id, "--yes"])).code, 0);
    assert.equal(await statusOf(id), "revoked");
  });

  test("says so when the key was revoked already, without a question", async () => {
    const { id } = await created("twice");
    await peer.keys(["revoke", id, "--yes"]);
    const { code, asked, warned, written } = await peer.keys(["revoke", id, "--json"], { answer: "n" });
    assert.deepEqual([code, asked.length, JSON.parse(written).changed], [0, 0, false]);
    assert.match(warned, /was revoked already/);
  });

  test("ends all keys in use of one name after one question by --all, and those alone", async () => {
    const { id } = await created("many");
    const rotated = JSON.parse((await peer.keys(["rotate", "many", "--json"])).written);
    const other = await created("many-more");
    const { code, asked, written, warned } = await peer.keys(["revoke", "many", "--all", "--json"], {
      answer: "y",
    });
    assert.deepEqual([code, asked.length], [0, 1], warned);
    assert.ok(asked[0]?.includes(id) && asked[0].includes(rotated.record.id));
    const { outcomes } = JSON.parse(written);
    assert.deepEqual(
      outcomes
        .map(({ record, changed }: { record: { id: string }; changed: boolean }) => [record.id, changed])
        .sort(),
      [
        [id, true],
        [rotated.record.id, true],
      ].sort(),
    );
    assert.ok(!warned.includes("not revoked by this"));
    assert.equal(await statusOf(other.id), "active");
    const again = await peer.keys(["revoke", "many", "--all", "--yes"]);
    assert.deepEqual([again.code, again.warned], [1, "all keys of many have ended\n"]);
  });

  test("by --all also ends a key that was put in the place of one that was asked about", async () => {
    const { id } = await created("meanwhile");
    const ask = async () => {
      await peer.keys(["rotate", id]);
      return "y";
    };
    const { code } = await peer.keys(["revoke", "meanwhile", "--all"], { answer: ask });
    assert.equal(code, 0);
    const { keys } = JSON.parse((await peer.keys(["show", "meanwhile", "--json"])).written);
    assert.deepEqual(
      keys.map(({ status }: { status: string }) => status),
      ["revoked", "revoked"],
    );
  });

  test("takes nothing but y or yes for a yes", async () => {
    const { id } = await created("unsure");
    for (const answer of ["", "yellow", "no", "n y", "YE"]) {
      assert.equal((await peer.keys(["revoke", id], { answer })).code, 1, answer);
    }
    assert.equal((await peer.keys(["revoke", id], { answer: " Yes " })).code, 0);
  });

  test("removes a record that is none of a key, after a question as well", async () => {
    const { record } = newKey({ name: "bent", owner: "x", scopes: [], createdAt: 0 }, "live", peer.pepper);
    await peer.put({ ...record, digest: record.digest.subarray(1) });
    const kept = await peer.keys(["revoke", record.id], { answer: "n" });
    assert.deepEqual([kept.code, kept.warned], [1, "nothing is removed\n"]);
    assert.ok((await peer.tableText()).includes(record.id));
    const { code, written } = await peer.keys(["revoke", record.id, "--json"], { answer: "y" });
    assert.deepEqual([code, JSON.parse(written)], [0, { record: null, changed: true }]);
    assert.ok(!(await peer.tableText()).includes(record.id));
  });

  test("removes no record of a key in the place of one that is none", async () => {
    const { id } = await created("sound");
    const table = dynamoDbKeyAdministration(String(peer.location[1]), {});
    assert.equal(await table.discard(id), false);
    assert.equal((await table.read(id))?.name, "sound");
    assert.equal(await table.discard("aaaaaaaaaaaa"), false);
  });

  test("refuses a whole key on the command line, and tells its id and never the key", async () => {
    const { key, id } = await created("pasted");
    const { code, warned, written } = await peer.keys(["revoke", key, "--yes"]);
    assert.deepEqual([code, written], [1, ""]);
    assert.ok(warned.includes(id) && !warned.includes(key) && !warned.includes(key.slice(-39)), warned);
    assert.match(warned, /shell's history/);
    assert.ok("id" in managedKeyId(key, "live"));
  });

  test("never repeats a key that the parser stumbles over, nor half of one", async () => {
    const { key } = await created("stumble");
    const part = key.slice(0, -1);
    for (const commandLine of [
      ...[[key], [part], [key.toUpperCase()], ["list", key], ["show", part], ["show", key.toUpperCase()]],
      ...[
        ["create", "--name", key],
        ["create", "--name", "x", `--${part}`],
        ["list", "--stack", part],
      ],
    ]) {
      const { code, warned, written } = await peer.keys(commandLine);
      assert.equal(code, 1);
      assert.ok(!`${warned}${written}`.toLowerCase().includes(key.slice(20, 50)), warned);
    }
  });

  test("is refused for what nobody knows", async () => {
    const { code, warned } = await peer.keys(["revoke", "nobody", "--yes"]);
    assert.equal(code, 1);
    assert.match(warned, /no key has the id or the name nobody/);
  });
});
