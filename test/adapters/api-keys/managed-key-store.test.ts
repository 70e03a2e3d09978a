/** Managed keys: whose they are, what is looked up for whom, and which refusal tells what to whom. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Fault } from "#core/fault";
import { guessedKey, issuedKey, managedKeys, newPepper, start } from "./managed-keys-on-a-fake-clock.ts";

const now = start / 1000;
const rejected = (reason: string) => ({ rejected: reason });
const idIn = (key: string) => key.slice("ogc_live_".length, "ogc_live_".length + 12);
const faultOf = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

describe("a managed key", () => {
  test("is found with its name, its id and its scopes", async () => {
    const { issue, find } = managedKeys();
    const key = issue({ name: "desk", scopes: ["balance"] });
    assert.deepEqual(await find(key), { name: "desk", id: idIn(key), scopes: ["balance"] });
  });

  test("is told by the same object until its record was read anew", async () => {
    const { state, issue, change, find } = managedKeys();
    const key = issue({ name: "desk" });
    const first = await find(key);
    assert.equal(await find(key), first);
    change(key, { name: "till" });
    state.wait(3_600_000);
    assert.deepEqual(await find(key), { name: "till", id: idIn(key), scopes: [] });
  });

  test("that nobody has made is unknown", async () => {
    const { issue, find } = managedKeys();
    issue();
    assert.deepEqual(await find(issuedKey(newPepper()).text), rejected("api_key_unknown"));
  });

  test("of another environment, with a slip, or of no such form is refused without any look-up", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    const other = issuedKey(newPepper(), {}, "test").text;
    assert.deepEqual(await find(other), rejected("api_key_environment"));
    const slip = `${key.slice(0, 30)}${key[30] === "a" ? "b" : "a"}${key.slice(31)}`;
    assert.deepEqual(await find(slip), rejected("api_key_checksum"));
    for (const malformed of ["ogc_", `${key} `, `${key}\n`, key.toUpperCase(), "ogc_live___proto__"])
      assert.deepEqual(await find(malformed), rejected("api_key_malformed"));
    assert.deepEqual([state.reads, state.secretReads], [[], 0]);
  });

  test("with another secret is a mismatch, whatever state the real one is in", async () => {
    const { issue, find } = managedKeys();
    for (const more of [{}, { state: "revoked" }, { expiresAt: 1 }, { notBefore: now + 1 }] as const) {
      const key = issue(more);
      assert.deepEqual(await find(guessedKey(idIn(key))), rejected("api_key_mismatch"));
    }
  });

  test("is a mismatch also where all but one bit of the digest is right", async () => {
    for (const place of [0, 15, 16, 31]) {
      const { state, issue, change, find } = managedKeys();
      const key = issue();
      const [record] = state.records.values();
      const digest = Buffer.from(record?.digest ?? []);
      digest.writeUInt8(digest.readUInt8(place) ^ 1, place);
      change(key, { digest });
      assert.deepEqual(await find(key), rejected("api_key_mismatch"));
    }
  });

  test("that is disabled, revoked, expired or not yet valid is refused for that", async () => {
    const { issue, find } = managedKeys();
    assert.deepEqual(await find(issue({ state: "disabled" })), rejected("api_key_disabled"));
    assert.deepEqual(await find(issue({ state: "revoked" })), rejected("api_key_revoked"));
    assert.deepEqual(await find(issue({ expiresAt: now })), rejected("api_key_expired"));
    assert.deepEqual(await find(issue({ notBefore: now + 1 })), rejected("api_key_not_yet_valid"));
  });

  test("begins and ends at its times, not when its record is read", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue({ notBefore: now + 10, expiresAt: now + 20 });
    assert.deepEqual(await find(key), rejected("api_key_not_yet_valid"));
    state.wait(10_000);
    assert.ok("name" in (await find(key)));
    state.wait(9_999);
    assert.ok("name" in (await find(key)));
    state.wait(1);
    assert.deepEqual(await find(key), rejected("api_key_expired"));
    assert.equal(state.reads.length, 1);
  });
});

describe("the pepper of a record", () => {
  test("may be the one before, as long as the secret has it", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    const old = state.secret.pepper;
    state.secret = { pepper: newPepper(), previousPepper: old, keys: {} };
    assert.ok("name" in (await find(key)));
    state.secret = { pepper: state.secret.pepper, keys: {} };
    state.wait(60_000);
    await assert.rejects(find(key), faultOf("pepper_missing"));
  });

  test("that is not known is looked for in the secret anew, once in a cool-down", async () => {
    const { state, issue, find } = managedKeys();
    const old = issue();
    await find(old);
    const fresh = newPepper();
    const { text, record } = issuedKey(fresh);
    state.records.set(record.id, record);
    state.wait(3000);
    await assert.rejects(find(text), faultOf("pepper_missing"));
    await assert.rejects(find(text), faultOf("pepper_missing"));
    assert.equal(state.secretReads, 2);
    state.secret = { pepper: fresh, previousPepper: state.secret.pepper, keys: {} };
    state.wait(2000);
    assert.ok("name" in (await find(text)));
    assert.ok("name" in (await find(old)));
    assert.equal(state.secretReads, 3);
  });
});

describe("what cannot be read", () => {
  test("is a fault where it is the secret, except for keys that it says nothing about", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    state.secretDown = true;
    await assert.rejects(find(key), faultOf("secret_unavailable"));
    assert.deepEqual(await find(issuedKey(newPepper()).text), rejected("api_key_unknown"));
  });

  test("is a fault where it is the table", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    state.tableDown = new Fault("key_table_unavailable", "down");
    await assert.rejects(find(key), faultOf("key_table_unavailable"));
  });

  test("is asked for at once: the secret does not wait for the table", async () => {
    const { state, issue, find } = managedKeys();
    const key = issue();
    let secretReads = 0;
    state.beforeRead = () => {
      secretReads = state.secretReads;
    };
    await find(key);
    assert.equal(secretReads, 1);
  });
});
