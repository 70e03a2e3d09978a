/** `keys rotate`, `keys disable`, `keys enable`: what the new key has of the old one, and what is refused. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { newKey } from "#adapters/api-keys/administration/new-key";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { keysPeer } from "./keys-peer.ts";

const peer = keysPeer();
const today = Math.floor(Date.now() / 1000);

/** Puts a record into the table, and gives its id. */
async function put(name: string, changes: Partial<KeyRecord> = {}): Promise<string> {
  const told = { name, owner: "gis@example.org", scopes: ["wells:read", "b"], createdAt: today - 3600 };
  const { record } = newKey(told, "live", peer.pepper);
  await peer.put({ ...record, ...changes });
  return record.id;
}

async function document(...commandLine: readonly string[]) {
  const { code, written, warned } = await peer.keys([...commandLine, "--json"]);
  assert.equal(code, 0, warned);
  return JSON.parse(written);
}

async function refusal(...commandLine: readonly string[]): Promise<string> {
  const { code, written, warned } = await peer.keys(commandLine);
  assert.deepEqual([code, written], [1, ""]);
  return warned;
}

describe("keys rotate", () => {
  test("makes a key with the name, owner, scopes and lifetime of the old one, which ends after the overlap", async () => {
    const id = await put("kept", { expiresAt: today - 3600 + 30 * 86_400 });
    const { key, record, replaced } = await document("rotate", "kept", "--overlap", "12h");
    assert.ok(key.includes(record.id));
    assert.deepEqual(
      [record.name, record.owner, record.scopes, record.status],
      ["kept", "gis@example.org", ["wells:read", "b"], "active"],
    );
    assert.equal(Date.parse(record.expiresAt) - Date.parse(record.createdAt), 30 * 86_400_000);
    assert.deepEqual([replaced.id, replaced.replacedBy, replaced.status], [id, record.id, "ending"]);
    assert.equal(Date.parse(replaced.expiresAt) - Date.parse(record.createdAt), 12 * 3_600_000);
    assert.deepEqual((await document("show", id)).keys, [replaced]);
  });

  test("writes the key alone to standard output, and when the old one ends to standard error", async () => {
    const id = await put("alone");
    const { written, warned } = await peer.keys(["rotate", id]);
    assert.match(written, /^ogc_live_[a-z2-7]{51}\n$/);
    assert.match(warned, new RegExp(`key ${id}, which it replaces, ends \\d{4}-`));
    assert.ok(!warned.includes(written.trim()) && !(await peer.tableText()).includes(written.trim()));
  });

  test("leaves a key without end without one, and never lets the old one work longer than it would have", async () => {
    await put("endless");
    assert.equal((await document("rotate", "endless")).record.expiresAt, null);
    const soon = today + 60;
    await put("soon", { expiresAt: soon });
    const { replaced } = await document("rotate", "soon", "--overlap", "7d");
    assert.equal(Date.parse(replaced.expiresAt), soon * 1000);
  });

  test("keeps the beginning of a key that is not valid yet", async () => {
    await put("later", { notBefore: today + 3600 });
    const { record, replaced } = await document("rotate", "later");
    assert.equal(Date.parse(record.notBefore), (today + 3600) * 1000);
    assert.deepEqual([record.notBefore, record.status], [replaced.notBefore, "not_yet_valid"]);
  });

  test("ends the old key at once with no overlap", async () => {
    await put("leaked");
    assert.equal((await document("rotate", "leaked", "--overlap", "0")).replaced.status, "expired");
  });

  test("lets DynamoDB remove the record of a key 90 days after its end, however it ends", async () => {
    const removal = async (id: string) => {
      const items: readonly Record<string, { S?: string; N?: string }>[] = JSON.parse(await peer.tableText());
      const at = items.find((item) => item.id?.S === id)?.deleteAfter?.N;
      return at === undefined ? undefined : Number(at) - 90 * 86_400;
    };
    const first = await document("create", "--name", "removal", "--expires", "30d");
    assert.equal(await removal(first.record.id), Date.parse(first.record.expiresAt) / 1000);
    const { record, replaced } = await document("rotate", "removal");
    assert.equal(await removal(replaced.id), Date.parse(replaced.expiresAt) / 1000);
    const endless = await document("create", "--name", "endless-removal", "--never-expires");
    assert.equal(await removal(endless.record.id), undefined);
    for (const { id } of [record, endless.record]) {
      await peer.keys(["revoke", id, "--yes"]);
      assert.ok(Math.abs(((await removal(id)) ?? 0) - Date.now() / 1000) < 10);
    }
  });

  test("takes by its name the key that has not been replaced yet", async () => {
    await put("chain");
    const first = await document("rotate", "chain");
    assert.equal((await document("rotate", "chain")).replaced.id, first.record.id);
  });

  test("says for a key that cannot be rotated what to do in its place", async () => {
    const replaced = await put("r-replaced", { replacedBy: "abcdefghijkl", expiresAt: today + 3600 });
    assert.match(await refusal("rotate", replaced), /replaced by abcdefghijkl: rotate that one/);
    const ended = await put("r-ended", { replacedBy: "abcdefghijkl", expiresAt: today - 1 });
    assert.match(await refusal("rotate", ended), /replaced by abcdefghijkl/);
    const revoked = await put("r-revoked", { state: "revoked" });
    assert.match(await refusal("rotate", revoked), /is revoked: .*keys create --name r-revoked/);
    const expired = await put("r-expired", { expiresAt: today - 1 });
    assert.match(await refusal("rotate", "r-expired"), new RegExp(`${expired} has expired: .*keys create`));
    const disabled = await put("r-disabled", { state: "disabled" });
    assert.match(await refusal("rotate", disabled), /is disabled: keys enable/);
    assert.match(await refusal("rotate", "r-disabled", "--overlap", "soon"), /--overlap must be a duration/);
  });

  test("is told of in what revoking the old key says, since the new one goes on", async () => {
    const id = await put("told");
    const { record } = await document("rotate", id);
    const { warned } = await peer.keys(["revoke", id, "--yes"]);
    assert.match(warned, new RegExp(`had been replaced by ${record.id}, which is not revoked`));
    assert.equal((await document("show", record.id)).keys[0].status, "active");
  });
});

describe("keys disable and keys enable", () => {
  test("switch a key off and on again, and say so when it is so already", async () => {
    const id = await put("switched");
    for (const [command, status, changed] of [
      ["disable", "disabled", true],
      ["disable", "disabled", false],
      ["enable", "active", true],
      ["enable", "active", false],
    ] as const) {
      const outcome = await document(command, "switched");
      assert.deepEqual([outcome.record.id, outcome.record.status, outcome.changed], [id, status, changed]);
    }
  });

  test("keep the end and the successor of a key that is in its overlap", async () => {
    const id = await put("overlap", { replacedBy: "abcdefghijkl", expiresAt: today + 3600 });
    await document("disable", id);
    const { record } = await document("enable", id);
    assert.deepEqual([record.status, record.replacedBy], ["ending", "abcdefghijkl"]);
  });

  test("are refused for a key that has ended", async () => {
    const revoked = await put("e-revoked", { state: "revoked" });
    const expired = await put("e-expired", { expiresAt: today - 1 });
    for (const command of ["disable", "enable"]) {
      assert.match(await refusal(command, revoked), /is revoked, for good: .*keys create --name e-revoked/);
      assert.match(await refusal(command, expired), /has expired: .*keys create/);
    }
  });
});
