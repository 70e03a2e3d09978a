/** What the authorizer's keys do while DynamoDB or Secrets Manager fails: through a proxy that lets each fail by itself. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { keyItem } from "#adapters/api-keys/key-item";
import { asFault, type FaultCode } from "#core/fault";
import {
  brokenInside,
  denied,
  type FaultProxy,
  gone,
  type ServiceFault,
  startFaultProxy,
  throttled,
  throughputExceeded,
} from "#test/http/fault-proxy";
import { type AuthorizerKeys, authorizerKeys, budget, refreshSeconds } from "./authorizer-keys.ts";
import { awsEnvironment, type KeyEmulator, KeyServices } from "./key-services.ts";
import { newPepper, type RecordedKey, recordedKey } from "./made-record.ts";

const faults: Readonly<Record<string, ServiceFault>> = {
  "has no capacity left": throughputExceeded,
  throttles: throttled,
  "denies access": denied,
  "does not know the name": gone,
  "breaks inside": brokenInside,
  "cuts the connection": "cut",
  "cuts its answer short": "cut in the answer",
  "answers what is no JSON": "no JSON",
  "is silent": "silent",
  "answers after the budget": { delayedBy: 2 * budget },
};

/** Seconds for which a service that failed is left in peace. */
const rest = 2;
/** How late timers of a busy machine may be, milliseconds. */
const lateness = 400;
/** How long a request waits for the day of the last use at most, milliseconds. */
const lastUsePatience = 200;

export function failingServices(emulator: () => KeyEmulator): void {
  describe("the authorizer's keys", () => tellOfFailures(emulator));
}

function tellOfFailures(emulator: () => KeyEmulator): void {
  let services: KeyServices;
  let proxy: FaultProxy;
  let table: string;
  let secretArn: string;
  const pepper = newPepper();
  const failures: unknown[] = [];
  before(async () => {
    const { endpoint } = emulator();
    services = new KeyServices(endpoint);
    proxy = await startFaultProxy(endpoint);
    Object.assign(process.env, awsEnvironment(proxy.url));
    table = await services.makeTable();
    secretArn = await emulator().makeSecret(JSON.stringify({ pepper, keys: {} }));
  });
  after(async () => {
    services?.close();
    await proxy?.close();
  });
  beforeEach(() => {
    proxy.heal();
    failures.length = 0;
  });

  async function newKey(): Promise<RecordedKey> {
    const made = recordedKey(pepper);
    await services.putItem(table, keyItem(made.record));
    return made;
  }
  const newKeys = () => authorizerKeys(secretArn, table, (failure) => failures.push(failure));

  async function opens(keys: AuthorizerKeys, { text, record }: RecordedKey): Promise<void> {
    const { id, name, scopes } = record;
    assert.deepEqual(await keys.find(text), { id, name, scopes });
  }

  async function isFault(keys: AuthorizerKeys, { text }: RecordedKey, code: FaultCode): Promise<void> {
    const began = performance.now();
    await assert.rejects(keys.find(text), (error) => {
      const { code: told, message } = asFault(error);
      assert.equal(told, code);
      for (const secret of [text, pepper]) assert.ok(!message.includes(secret), "a secret is in the message");
      return true;
    });
    const took = performance.now() - began;
    assert.ok(took < budget + lateness, `${took} ms`);
  }

  for (const [service, failing, code] of [
    ["dynamodb", "GetItem", "key_table_unavailable"],
    ["secretsmanager", "GetSecretValue", "secret_unavailable"],
  ] as const) {
    describe(`while ${service}`, () => {
      for (const [what, fault] of Object.entries(faults)) {
        test(`${what}: a key works until it is ${refreshSeconds} s old, then is a fault, and works again after it`, async () => {
          const [keys, key] = [newKeys(), await newKey()];
          await opens(keys, key);
          proxy.fail(service, fault);
          keys.pass(refreshSeconds - 5);
          await opens(keys, key);
          keys.pass(5);
          await isFault(keys, key, code);
          await isFault(keys, key, code);
          proxy.heal();
          keys.pass(rest);
          await opens(keys, key);
        });
      }

      test("throttles: a key that nobody has asked about yet is a fault, and no flood of calls", async () => {
        const keys = newKeys();
        proxy.fail(service, throttled);
        const calls = proxy.calls.length;
        for (let each = 0; each < 20; each += 1) await isFault(keys, await newKey(), code);
        const tried = proxy.calls.slice(calls).filter(({ operation }) => operation === failing).length;
        assert.ok(tried >= 2 && tried <= 4, `${tried} calls of ${failing}`);
      });

      test("is slow, but not too slow: a key works", async () => {
        proxy.fail(service, { delayedBy: 250 });
        await opens(newKeys(), await newKey());
      });
    });
  }

  describe("while the day of the last use cannot be noted", () => {
    for (const [what, fault] of Object.entries(faults)) {
      test(`because DynamoDB ${what}, a key works all the same and waits but a moment, once`, async () => {
        const keys = newKeys();
        await opens(keys, await newKey());
        proxy.fail("dynamodb", fault, ["UpdateItem"]);
        const key = await newKey();
        const began = performance.now();
        await opens(keys, key);
        const took = performance.now() - began;
        assert.ok(took < lastUsePatience + lateness, `${took} ms`);
        assert.deepEqual(
          failures.map((failure) => asFault(failure).code),
          ["key_table_unavailable"],
        );
        const updates = () => proxy.calls.filter(({ operation }) => operation === "UpdateItem").length;
        const tried = updates();
        await opens(keys, await newKey());
        assert.equal(updates(), tried);
      });
    }
  });
}
