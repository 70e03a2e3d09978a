/** The table of managed keys as the authorizer reads it, and notes in it that a key was used. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { dynamodbKeyTable } from "#adapters/api-keys/dynamodb-key-table";
import { keyItem } from "#adapters/api-keys/key-item";
import type { KeyTable } from "#adapters/api-keys/key-table";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { Fault, type FaultCode } from "#core/fault";
import { type FaultProxy, startFaultProxy } from "#test/http/fault-proxy";
import { awsEnvironment, type Item, type KeyEmulator, KeyServices } from "./key-services.ts";
import { newPepper, recordedKey } from "./made-record.ts";

const patience = 5000;
const pepper = newPepper();

/** Items that somebody else has written, or that were written wrongly; each is a change to the item of a record. */
const damages: Readonly<Record<string, (item: Item) => Item>> = {
  "without a digest": ({ digest, ...item }) => item,
  "with a digest that is too short": (item) => ({ ...item, digest: { B: new Uint8Array(31) } }),
  "with a digest in text": (item) => ({ ...item, digest: { S: "0".repeat(64) } }),
  "without a state": ({ state, ...item }) => item,
  "with a state that there is not": (item) => ({ ...item, state: { S: "Active" } }),
  "with an end in text": (item) => ({ ...item, expiresAt: { S: "tomorrow" } }),
  "with an end that is no whole second": (item) => ({ ...item, expiresAt: { N: "1800000000.5" } }),
  "with a beginning that is null": (item) => ({ ...item, notBefore: { NULL: true } }),
  "with scopes in one text": (item) => ({ ...item, scopes: { S: "wells:read" } }),
  "with a scope that is none": (item) => ({ ...item, scopes: { L: [{ S: 'a"b' }] } }),
  "with the name that means any key": (item) => ({ ...item, name: { S: "*" } }),
  "of something else": ({ id }) => ({ ...(id && { id }), title: { S: "Lakes" } }),
};

export function authorizerSide(emulator: () => KeyEmulator): void {
  describe("the table, as the authorizer uses it,", () => {
    let services: KeyServices;
    let proxy: FaultProxy;
    let name: string;
    let table: KeyTable;
    before(async () => {
      services = new KeyServices(emulator().endpoint);
      proxy = await startFaultProxy(emulator().endpoint);
      Object.assign(process.env, awsEnvironment(proxy.url));
      name = await services.makeTable();
      table = dynamodbKeyTable(name);
    });
    after(async () => {
      services?.close();
      await proxy?.close();
    });

    const put = (record: KeyRecord) => services.putItem(name, keyItem(record));
    const fails = (reading: Promise<unknown>, code: FaultCode, message: RegExp) =>
      assert.rejects(reading, (error) => {
        assert.ok(error instanceof Fault, String(error));
        assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      });

    test("gives a record as it was put, with all that it may have and with the least", async () => {
      const all = {
        notBefore: 1,
        expiresAt: 2_000_000_000,
        lastUsedDay: "2026-01-31",
        replacedBy: "a".repeat(12),
      };
      for (const changes of [all, { scopes: [] }, { state: "disabled" }, { state: "revoked" }] as const) {
        const { record } = recordedKey(pepper, changes);
        await put(record);
        const found = await table.read(record.id, patience);
        assert.deepEqual(found && { ...found, digest: Buffer.from(found.digest) }, record);
      }
    });

    test("gives a record as it is now: it is read strongly consistent, by its id alone", async () => {
      const { record } = recordedKey(pepper);
      await put(record);
      const calls = proxy.calls.length;
      for (const state of ["active", "disabled", "active", "revoked"] as const) {
        await put({ ...record, state });
        assert.equal((await table.read(record.id, patience))?.state, state);
      }
      const question = { TableName: name, Key: { id: { S: record.id } }, ConsistentRead: true };
      assert.deepEqual(proxy.calls.slice(calls), Array(4).fill({ operation: "GetItem", input: question }));
    });

    test("has nothing under an id that nobody has, also where JavaScript has something of that name", async () => {
      for (const id of ["abcdefghijkl", "__proto__", "constructor", "toString", "hasOwnProperty"]) {
        assert.equal(await table.read(id, patience), undefined, id);
        const { record } = recordedKey(pepper, { id });
        await put(record);
        assert.equal((await table.read(id, patience))?.name, record.name);
      }
    });

    for (const [what, damage] of Object.entries(damages)) {
      test(`says of an item ${what} that it is no record, and shows none of it`, async () => {
        const { record } = recordedKey(pepper, { owner: "canary@example.org" });
        await services.putItem(name, damage(keyItem(record)));
        const calls = proxy.calls.length;
        await fails(
          table.read(record.id, patience),
          "key_record_invalid",
          new RegExp(`${record.id}(?!.*canary)`),
        );
        assert.equal(proxy.calls.length, calls + 1, "a damaged record is not read again");
      });
    }

    test("takes the day of the last use, once a day and never an earlier one, and nothing else", async () => {
      const { record } = recordedKey(pepper);
      await put(record);
      const item = await services.item(name, record.id);
      for (const [day, kept] of [
        ["2026-01-31", "2026-01-31"],
        ["2026-01-31", "2026-01-31"],
        ["2026-01-30", "2026-01-31"],
        ["2026-02-01", "2026-02-01"],
      ] as const) {
        await table.noteUse(record.id, day, patience);
        assert.deepEqual(await services.item(name, record.id), { ...item, lastUsedDay: { S: kept } });
      }
    });

    test("takes it from many at once", async () => {
      const { record } = recordedKey(pepper);
      await put(record);
      await Promise.all(Array.from({ length: 20 }, () => table.noteUse(record.id, "2026-01-31", patience)));
      assert.equal((await table.read(record.id, patience))?.lastUsedDay, "2026-01-31");
    });

    test("makes no record of a key that is gone because it was used", async () => {
      const { record } = recordedKey(pepper);
      await table.noteUse(record.id, "2026-01-31", patience);
      assert.equal(await services.item(name, record.id), undefined);
    });

    test("is a fault that names the remedy where it does not exist", async () => {
      const absent = dynamodbKeyTable("keys-that-nobody-made");
      const remedy = /ResourceNotFoundException.*apiKeys\.managed/;
      await fails(absent.read("abcdefghijkl", patience), "key_table_unavailable", remedy);
      await fails(absent.noteUse("abcdefghijkl", "2026-01-31", patience), "key_table_unavailable", remedy);
    });
  });
}
