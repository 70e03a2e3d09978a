/** `keys list` and `keys show`: what operators see of records, also of strange ones and of very many. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { newKey } from "#adapters/api-keys/administration/new-key";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { keysPeer, newPepper } from "./keys-peer.ts";

const peer = keysPeer();
const today = Math.floor(Date.now() / 1000);

function record(name: string, changes: Partial<KeyRecord> = {}, pepper = peer.pepper): KeyRecord {
  const told = { name, owner: "gis@example.org", scopes: ["wells:read"], createdAt: today - 3600 };
  return { ...newKey(told, "live", pepper).record, ...changes };
}

async function listed(...options: readonly string[]) {
  const { code, written, warned } = await peer.keys(["list", "--json", ...options]);
  assert.equal(code, 0, warned);
  return JSON.parse(written);
}

describe("keys list", () => {
  test("tells the status of every key as of now", async () => {
    await peer.put(
      record("s-active"),
      record("s-later", { notBefore: today + 3600 }),
      record("s-ending", { replacedBy: "abcdefghijkl", expiresAt: today + 3600 }),
      record("s-disabled", { state: "disabled" }),
      record("s-expired", { expiresAt: today - 1 }),
      record("s-off-and-expired", { state: "disabled", expiresAt: today - 1 }),
      record("s-revoked", { state: "revoked", expiresAt: today - 1 }),
    );
    const { keys } = await listed("--all");
    const statuses = keys
      .filter(({ name }: { name: string }) => name.startsWith("s-"))
      .map(({ name, status }: { name: string; status: string }) => `${name}: ${status}`);
    assert.deepEqual(statuses, [
      "s-active: active",
      "s-disabled: disabled",
      "s-ending: ending",
      "s-expired: expired",
      "s-later: not_yet_valid",
      "s-off-and-expired: expired",
      "s-revoked: revoked",
    ]);
  });

  test("leaves out what has ended unless --all is said, and says how many", async () => {
    await peer.put(
      record("only"),
      record("only", { state: "revoked" }),
      record("only", { expiresAt: today }),
    );
    const { keys, leftOut } = await listed("--name", "only");
    assert.deepEqual([keys.length, leftOut], [1, 2]);
    assert.equal((await listed("--name", "only", "--all")).keys.length, 3);
    assert.match(
      (await peer.keys(["list", "--name", "only"])).warned,
      /2 that have ended are left out: --all/,
    );
  });

  test("prints a table whose columns stand under their heads, the names in order and the oldest first", async () => {
    await peer.put(
      record("t-b", { id: "bbbbbbbbbbbb", createdAt: today }),
      record("t-b", { id: "zzzzzzzzzzzz", createdAt: today - 9, scopes: [], lastUsedDay: "2026-01-31" }),
    );
    const { written } = await peer.keys(["list", "--name", "t-b"]);
    assert.equal(
      written,
      [
        "ID            NAME  OWNER            SCOPES      STATUS  EXPIRES  LAST USED   PEPPER",
        "zzzzzzzzzzzz  t-b   gis@example.org  -           active  never    2026-01-31  current",
        "bbbbbbbbbbbb  t-b   gis@example.org  wells:read  active  never    -           current",
        "",
      ].join("\n"),
    );
  });

  test("lets nothing that stands in a record act upon the terminal", async () => {
    const owner = `\u001b]0;x\u0007\nid  name\u202e\u2028\u{e0041}`;
    const { id } = record("hostile");
    await peer.put(record("hostile", { id, owner }));
    for (const commandLine of [
      ["list", "--name", "hostile"],
      ["show", id],
    ]) {
      const { written } = await peer.keys(commandLine);
      assert.match(written, /\\u001b\]0;x\\u0007\\u000aid {2}name\\u202e\\u2028\\udb40\\udc41/);
      assert.ok(!/[^\n\x20-\x7e]/.test(written));
    }
    assert.equal((await listed("--name", "hostile")).keys[0].owner, owner);
  });

  test("marks keys by the pepper that they were made with", async () => {
    await peer.put(record("mark-gone", {}, newPepper()));
    assert.equal((await listed("--name", "mark-gone")).keys[0].pepper, "missing");
  });

  test("says so where there are none, also of a name that no key can have", async () => {
    for (const name of ["nobody", "", "two words", "é".repeat(3000)]) {
      const { code, written, warned } = await peer.keys(["list", "--name", name, "--json"]);
      assert.equal(code, 0, warned);
      assert.deepEqual(JSON.parse(written), { keys: [], leftOut: 0, unreadable: [] });
      assert.equal(warned, "There are none: keys create makes one.\n");
    }
  });

  test("lists also where the secret holds no pepper, and quotes nothing of it", async () => {
    await peer.put(record("no-pepper"));
    const before = await peer.secretText();
    peer.setSecret("canary");
    const { code, written, warned } = await peer.keys(["list", "--name", "no-pepper", "--json"]);
    peer.setSecret(before);
    assert.deepEqual([code, JSON.parse(written).keys[0].pepper], [0, "unknown"]);
    assert.match(warned, /is not told: the API key secret cannot be used: /);
    assert.ok(!warned.includes("canary"));
  });

  test("lists without the secret, and says what it cannot tell", async () => {
    const gone = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:gone-AbCdEf";
    const location = ["--table", "keys", "--environment", "live", "--secret", gone];
    const { code, written, warned } = await peer.keys(["list", "--json"], { location });
    assert.equal(code, 0);
    assert.ok(JSON.parse(written).keys.every(({ pepper }: { pepper: string }) => pepper === "unknown"));
    assert.match(warned, /pepper keys were made is not told: the secret .* is not there/);
  });

  test("tells the ids of records that nobody can make sense of, and lists the others", async () => {
    await peer.put({ ...record("bent"), id: "bentbentbent", digest: randomBytes(3) });
    const { keys, unreadable } = await listed("--name", "bent");
    assert.deepEqual([keys, unreadable], [[], ["bentbentbent"]]);
    assert.match(
      (await peer.keys(["list"])).warned,
      /none of keys; remove them by keys revoke: bentbentbent/,
    );
    const { code, warned } = await peer.keys(["show", "bentbentbent"]);
    assert.equal(code, 1);
    assert.match(
      warned,
      /the record bentbentbent is no record of a key: remove it by .*keys revoke bentbentbent/,
    );
  });

  test("reads a table of several pages to its end", async () => {
    const owner = "o".repeat(256);
    const scopes = Array.from({ length: 40 }, (_, at) => `${"s".repeat(100)}${at}`);
    await peer.put(...Array.from({ length: 300 }, (_, at) => record(`page-${at}`, { owner, scopes })));
    const { keys } = await listed();
    const found = keys.filter(({ name }: { name: string }) => name.startsWith("page-"));
    assert.equal(new Set(found.map(({ id }: { id: string }) => id)).size, 300);
  });
});

describe("keys show", () => {
  test("shows all keys of a name, also those that have ended, and nothing that a key is checked by", async () => {
    const [old, made] = [
      record("shown", { state: "revoked", createdAt: today - 7200 }),
      record("shown", { lastUsedDay: "2026-01-31" }),
    ];
    await peer.put(made, old);
    const { written } = await peer.keys(["show", "shown"]);
    assert.ok(written.indexOf(old.id) < written.indexOf(made.id));
    assert.match(written, /last used {3}2026-01-31/);
    const json = (await peer.keys(["show", "shown", "--json"])).written;
    for (const text of [written, json]) {
      assert.ok(!text.includes(made.pepperId));
      for (const form of ["hex", "base64"] as const) {
        assert.ok(!text.includes(Buffer.from(made.digest).toString(form)));
      }
      assert.ok(!text.includes("digest"));
    }
    assert.equal(JSON.parse(json).keys.length, 2);
  });
});
