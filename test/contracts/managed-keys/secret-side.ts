/** The secret with the pepper: changed by operators as by compare and swap, and what the authorizer honours of it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { PepperSecret } from "#adapters/api-keys/administration/pepper-secret";
import { secretsManagerPepper } from "#adapters/api-keys/administration/secrets-manager-pepper";
import { keyItem } from "#adapters/api-keys/key-item";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import {
  type AuthorizerKeys,
  authorizerKeys,
  previousKeysHonouredForSeconds,
  refreshSeconds,
} from "./authorizer-keys.ts";
import { awsEnvironment, type KeyEmulator, KeyServices } from "./key-services.ts";
import { newPepper, type RecordedKey, recordedKey } from "./made-record.ts";

/** Seconds after which an unknown pepper is a reason to read the secret anew. */
const cooldown = 2;
const unknown = { rejected: "api_key_unknown" };

export function secretSide(emulator: () => KeyEmulator): void {
  describe("the secret,", () => tellOfSecret(emulator));
}

function tellOfSecret(emulator: () => KeyEmulator): void {
  let services: KeyServices;
  let table: string;
  before(async () => {
    services = new KeyServices(emulator().endpoint);
    Object.assign(process.env, awsEnvironment(emulator().endpoint));
    table = await services.makeTable();
  });
  after(() => services?.close());

  const newStaticKey = () => `static-${crypto.randomUUID()}`;
  const knownAs = ({ record: { id, name, scopes } }: RecordedKey) => ({ id, name, scopes });
  async function recorded(pepper: string, changes: Partial<KeyRecord> = {}): Promise<RecordedKey> {
    const made = recordedKey(pepper, changes);
    await services.putItem(table, keyItem(made.record));
    return made;
  }

  describe("as operators change its pepper,", () => {
    const keys = { partner: newStaticKey() };
    const first = newPepper();
    let arn: string;
    let secret: PepperSecret;
    before(async () => {
      arn = await emulator().makeSecret(JSON.stringify({ pepper: first, keys, comment: "ours" }));
      secret = secretsManagerPepper(arn, {});
    });

    test("gets another one, and keeps all else and the version before", async () => {
      const [pepper, former] = [newPepper(), await services.secretText(arn, "AWSCURRENT")];
      assert.equal(await secret.replace(await secret.read(), { pepper, previousPepper: first }), true);
      const text = (await services.secretText(arn, "AWSCURRENT")) ?? "";
      assert.deepEqual(JSON.parse(text), { pepper, previousPepper: first, keys, comment: "ours" });
      assert.equal(await services.secretText(arn, "AWSPREVIOUS"), former);
      assert.deepEqual(await labels(), ["AWSCURRENT", "AWSPREVIOUS"]);
    });

    test("gets exactly one when several are made at once, and nothing of the others", async () => {
      const known = await secret.read();
      const peppers = Array.from({ length: 4 }, newPepper);
      const won = await Promise.all(peppers.map((pepper) => secret.replace(known, { pepper })));
      assert.equal(won.filter(Boolean).length, 1, String(won));
      const { pepper, previousPepper } = await secret.read();
      assert.deepEqual([pepper, previousPepper], [peppers[won.indexOf(true)], undefined]);
      const previous = JSON.parse((await services.secretText(arn, "AWSPREVIOUS")) ?? "");
      assert.equal(previous.pepper, known.pepper);
      assert.deepEqual(await labels(), ["AWSCURRENT", "AWSPREVIOUS"]);
    });

    test("is not changed by who knows an earlier version only", async () => {
      const known = await secret.read();
      const text = JSON.stringify({ pepper: known.pepper, keys: { ...keys, other: newStaticKey() } });
      await services.putSecret(arn, text);
      assert.equal(await secret.replace(known, { pepper: newPepper() }), false);
      assert.equal(await services.secretText(arn, "AWSCURRENT"), text);
    });

    const labels = async () =>
      Object.values(await services.secretStages(arn))
        .flat()
        .sort();
  });

  describe("as the authorizer reads it,", () => {
    let arn: string;
    let keys: AuthorizerKeys;
    const [pepper, following] = [newPepper(), newPepper()];
    const [partner, replaced, removed] = [newStaticKey(), newStaticKey(), newStaticKey()];
    before(async () => {
      arn = await emulator().makeSecret(JSON.stringify({ pepper, keys: { partner: replaced, removed } }));
      await services.putSecret(arn, JSON.stringify({ pepper, keys: { partner } }));
      keys = authorizerKeys(arn, table);
    });

    test("opens to the keys of the current version, static and managed", async () => {
      const managed = await recorded(pepper);
      assert.deepEqual(await keys.find(managed.text), knownAs(managed));
      assert.deepEqual(await keys.find(partner), { id: "partner", name: "partner", scopes: [] });
    });

    test("opens to a static key of the version before for the overlap, unless its name is gone", async () => {
      assert.deepEqual(await keys.find(replaced), { id: "partner", name: "partner", scopes: [] });
      assert.deepEqual(await keys.find(removed), unknown);
      keys.pass(previousKeysHonouredForSeconds);
      assert.deepEqual(await keys.find(replaced), unknown);
    });

    test("never opens to what is pending: neither a static key nor a pepper", async () => {
      const pending = newStaticKey();
      const text = JSON.stringify({ pepper: following, previousPepper: pepper, keys: { partner, pending } });
      await services.putSecret(arn, text, ["AWSPENDING"]);
      assert.equal(await services.secretText(arn, "AWSPENDING"), text);
      const early = await recorded(following);
      for (const seconds of [0, cooldown, refreshSeconds, refreshSeconds]) {
        keys.pass(seconds);
        assert.deepEqual(await keys.find(pending), unknown);
        await assert.rejects(keys.find(early.text), { name: "Fault", code: "pepper_missing" });
      }
      assert.deepEqual(await keys.find(partner), { id: "partner", name: "partner", scopes: [] });
    });

    test("opens at once to a key under a pepper that has become current, and goes on with the former ones", async () => {
      const former = await recorded(pepper);
      assert.deepEqual(await keys.find(former.text), knownAs(former));
      const secret = secretsManagerPepper(arn, {});
      const known = await secret.read();
      assert.equal(await secret.replace(known, { pepper: following, previousPepper: known.pepper }), true);
      const fresh = await recorded(following);
      keys.pass(cooldown);
      assert.deepEqual(await keys.find(fresh.text), knownAs(fresh));
      assert.deepEqual(await keys.find(former.text), knownAs(former));
    });

    test("is a fault for keys whose pepper is gone, never an allow, unless they have ended, and for no others", async () => {
      const [former, fresh] = [await recorded(pepper), await recorded(following)];
      const ended = [
        await recorded(pepper, { state: "revoked" }),
        await recorded(pepper, { expiresAt: Math.floor(Date.now() / 1000) }),
      ];
      const disabled = await recorded(pepper, { state: "disabled" });
      const secret = secretsManagerPepper(arn, {});
      assert.equal(await secret.replace(await secret.read(), { pepper: following }), true);
      keys.pass(refreshSeconds);
      for (const { text } of [former, disabled]) {
        await assert.rejects(keys.find(text), { name: "Fault", code: "pepper_missing" });
      }
      const refused = await Promise.all(ended.map(({ text }) => keys.find(text)));
      assert.deepEqual(refused, [{ rejected: "api_key_revoked" }, { rejected: "api_key_expired" }]);
      assert.deepEqual(await keys.find(fresh.text), knownAs(fresh));
    });

    test("may have 65,536 bytes", async () => {
      const text = JSON.stringify({ pepper: following, keys: { partner } });
      await services.putSecret(arn, text.padEnd(65_536, " "));
      keys.pass(refreshSeconds);
      assert.deepEqual(await keys.find(partner), { id: "partner", name: "partner", scopes: [] });
    });
  });
}
