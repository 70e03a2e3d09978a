/** The table of managed keys as operators use it: added to, looked through, and changed by several at once. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { dynamoDbKeyAdministration } from "#adapters/api-keys/administration/dynamodb-key-administration";
import type { KeptKey, KeyAdministration } from "#adapters/api-keys/administration/key-administration";
import { keyItem } from "#adapters/api-keys/key-item";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { awsEnvironment, type KeyEmulator, KeyServices } from "./key-services.ts";
import { newPepper, recordedKey } from "./made-record.ts";

const pepper = newPepper();
const end = 2_000_000_000;
/** DynamoDB keeps a record for 90 days after its key ended. */
const goneAfter = (endsAt: number) => ({ N: String(endsAt + 90 * 86_400) });

export function operatorSide(emulator: () => KeyEmulator): void {
  describe("the table, as operators use it,", () => {
    let services: KeyServices;
    let name: string;
    let table: KeyAdministration;
    before(async () => {
      services = new KeyServices(emulator().endpoint);
      Object.assign(process.env, awsEnvironment(emulator().endpoint));
      name = await services.makeTable();
      table = dynamoDbKeyAdministration(name, {});
    });
    after(() => services?.close());

    /** A record that was added, as operators know it. */
    async function added(changes: Partial<KeyRecord> = {}): Promise<KeptKey> {
      const { record } = recordedKey(pepper, changes);
      assert.equal(await table.add(record), true);
      return known(record);
    }
    const known = ({ digest, ...kept }: KeyRecord): KeptKey => kept;
    const item = (id: string) => services.item(name, id);

    test("takes a record once: an id that is taken stays whose it is", async () => {
      const { record } = recordedKey(pepper);
      const { record: other } = recordedKey(pepper, { id: record.id, name: "intruder" });
      const taken = await Promise.all([record, other, record, other].map((each) => table.add(each)));
      const kept = await table.read(record.id);
      assert.deepEqual(kept, known(kept?.name === "intruder" ? other : record));
      assert.deepEqual(
        taken,
        kept?.name === "intruder" ? [false, true, false, true] : [true, false, true, false],
      );
    });

    test("keeps the digest, and shows it to no operator", async () => {
      const { record } = recordedKey(pepper, { expiresAt: end });
      await table.add(record);
      assert.deepEqual(await table.read(record.id), known(record));
      const { digest, deleteAfter } = (await item(record.id)) ?? {};
      assert.deepEqual([Buffer.from(digest?.B ?? []), deleteAfter], [record.digest, goneAfter(end)]);
      assert.equal(await table.read("abcdefghijkl"), undefined);
    });

    test("gives all keys of one name, and of no other", async () => {
      const partner = `partner-${crypto.randomUUID()}`;
      const ids = [];
      for (const owner of ["one", "two", "three"]) ids.push((await added({ name: partner, owner })).id);
      await added({ name: `${partner}-too` });
      const { keys, unreadable } = await table.named(partner);
      assert.deepEqual(keys.map(({ id }) => id).sort(), ids.sort());
      assert.deepEqual(keys.map(({ owner }) => owner).sort(), ["one", "three", "two"]);
      assert.deepEqual(unreadable, []);
      assert.deepEqual(await table.named("constructor"), { keys: [], unreadable: [] });
    });

    test("gives every record once, also where they are more than the 1 MB of one page", async () => {
      const many = await services.makeTable();
      const records = Array.from(
        { length: 2500 },
        () => recordedKey(pepper, { owner: "o".repeat(800) }).record,
      );
      await services.putItems(many, records.map(keyItem));
      await services.putItem(many, { id: { S: "damaged" }, name: { S: "damaged" } });
      const seen: string[] = [];
      const damaged: string[] = [];
      let pages = 0;
      for await (const { keys, unreadable } of dynamoDbKeyAdministration(many, {}).pages()) {
        pages += 1;
        seen.push(...keys.map(({ id }) => id));
        damaged.push(...unreadable);
      }
      assert.ok(pages >= 2, `${pages} page for more than 2 MB`);
      assert.deepEqual(seen.sort(), records.map(({ id }) => id).sort());
      assert.deepEqual(damaged, ["damaged"]);
    });

    test("lets exactly one of many rotations replace a key", async () => {
      const old = await added({ expiresAt: end });
      const successors = Array.from({ length: 8 }, () => recordedKey(pepper).record.id);
      const overlap = end - 1000;
      const change = (replacedBy: string) => ({ replacedBy, expiresAt: overlap, endsAt: overlap });
      const won = await Promise.all(successors.map((id) => table.change(old, change(id))));
      assert.equal(won.filter(Boolean).length, 1);
      const winner = successors[won.indexOf(true)];
      assert.deepEqual(await table.read(old.id), { ...old, replacedBy: winner, expiresAt: overlap });
      assert.deepEqual((await item(old.id))?.deleteAfter, goneAfter(overlap));
    });

    test("keeps a rotation and a revocation from undoing each other", async () => {
      for (let round = 0; round < 10; round += 1) {
        const old = await added();
        const [rotated, revoked] = await Promise.all([
          table.change(old, { replacedBy: "abcdefghijkl", expiresAt: end, endsAt: end }),
          table.change(old, { state: "revoked", endsAt: end }),
        ]);
        assert.notEqual(rotated, revoked);
        const kept = await table.read(old.id);
        assert.deepEqual(
          [kept?.replacedBy, kept?.state],
          rotated ? ["abcdefghijkl", "active"] : [undefined, "revoked"],
        );
      }
    });

    test("takes a state from one to the next, and from no other", async () => {
      const active = await added();
      const disabled = { ...active, state: "disabled" } as const;
      assert.equal(await table.change(active, { state: "disabled" }), true);
      assert.equal(await table.change(active, { state: "revoked", endsAt: end }), false);
      assert.deepEqual(await table.read(active.id), disabled);
      assert.equal(await table.change(disabled, { state: "active" }), true);
      assert.equal(await table.change(active, { state: "revoked", endsAt: end }), true);
      assert.equal(await table.change(disabled, { state: "active" }), false);
      assert.equal((await table.read(active.id))?.state, "revoked");
      assert.deepEqual((await item(active.id))?.deleteAfter, goneAfter(end));
    });

    test("makes no record by a change of one that is gone", async () => {
      const { record } = recordedKey(pepper);
      assert.equal(await table.change(known(record), { state: "revoked", endsAt: end }), false);
      assert.equal(await item(record.id), undefined);
    });

    test("removes a record that is as it is known, and no other", async () => {
      const key = await added();
      assert.equal(await table.remove({ ...key, replacedBy: "abcdefghijkl" }), false);
      assert.ok(await item(key.id));
      assert.equal(await table.remove(key), true);
      assert.equal(await item(key.id), undefined);
    });

    test("keeps the day of the last use through every change", async () => {
      const key = await added({ lastUsedDay: "2026-01-31" });
      await table.change(key, { state: "disabled" });
      assert.equal((await table.read(key.id))?.lastUsedDay, "2026-01-31");
    });

    test("says which record nobody can read, and shows none of it", async () => {
      await services.putItem(name, {
        id: { S: "abcdefghijkl" },
        name: { S: "lost" },
        owner: { S: "canary" },
      });
      assert.deepEqual(await table.named("lost"), { keys: [], unreadable: ["abcdefghijkl"] });
      await assert.rejects(table.read("abcdefghijkl"), {
        code: "key_record_invalid",
        message: /^((?!canary).)*$/,
      });
    });

    test("that is gone is told by its kind", async () => {
      const absent = dynamoDbKeyAdministration("keys-that-nobody-made", {});
      await assert.rejects(absent.read("abcdefghijkl"), {
        name: "AwsFailure",
        askedFor: "table",
        kind: "not_found",
      });
    });
  });
}
