/** A running API while ministack's DynamoDB or Secrets Manager fails: what clients and operators see of it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { LocalApi } from "#local/local-api";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";
import {
  denied,
  type FaultProxy,
  type FaultyService,
  gone,
  type ServiceFault,
  startFaultProxy,
  throughputExceeded,
} from "#test/http/fault-proxy";
import { type DeployedKeys, refreshSeconds } from "../deployed-keys.ts";

const cities = "/collections/cities/items";
const lakes = "/collections/lakes/items";

/** The budget of a decision, and what a gateway and a busy machine take beside it, milliseconds. */
const longestAnswer = 3000 + 1000;
/** Seconds for which a service that failed is left in peace. */
const rest = 2;

/** A choice: how the authorizer's adapters take every fault is in the contract. */
const faults: readonly (readonly [FaultyService, what: string, ServiceFault])[] = [
  ["dynamodb", "has no capacity left", throughputExceeded],
  ["dynamodb", "does not know the table", gone],
  ["dynamodb", "is silent", "silent"],
  ["secretsmanager", "denies access", denied],
  ["secretsmanager", "cuts connections", "cut"],
];
const codes = { dynamodb: "key_table_unavailable", secretsmanager: "secret_unavailable" } as const;

export function failingServices(deployed: () => DeployedKeys): void {
  describe("a running API", () => {
    let proxy: FaultProxy;
    let api: LocalApi;
    let key = "";
    before(async () => {
      proxy = await startFaultProxy(deployed().cloud.endpoint);
      key = (await deployed().document("create", "--name", "shopkeeper")).key;
      api = await deployed().gateway(proxy.url);
    });
    after(async () => {
      await api?.close();
      await proxy?.close();
    });

    const answerTo = (path = cities, headers: object = { "x-api-key": key }) =>
      ask(api.url, path, { headers: { ...headers } });

    for (const [service, what, fault] of faults) {
      test(`answers 500 to a key while ${service} ${what}, serves all else, and recovers`, async () => {
        assert.equal((await answerTo()).status, 200);
        proxy.fail(service, fault);
        try {
          // Nothing of what was read is used after this.
          await sleep(refreshSeconds * 1000);
          const began = performance.now();
          const answer = await answerTo();
          assert.ok(performance.now() - began < longestAnswer, `${performance.now() - began} ms`);
          assert.equal(answer.status, 500, answer.text);
          const { reason, outcome } = await decisionAbout(api, answer);
          assert.deepEqual([outcome, reason], ["fault", codes[service]]);
          assert.equal(JSON.parse(answer.text).code, "InternalError");
          assert.ok(!answer.text.includes(codes[service]) && !answer.text.includes(key.slice(-39)));
          assert.equal((await answerTo(lakes, {})).status, 200);
          assert.equal((await answerTo(cities, {})).status, 401);
        } finally {
          proxy.heal();
        }
        await sleep(rest * 1000);
        assert.equal((await answerTo()).status, 200);
      });
    }

    test("has written no key and no pepper while it failed", () => {
      const lines = JSON.stringify(api.decisions);
      assert.ok(lines.includes("key_table_unavailable") && !lines.includes(key));
    });
  });
}
