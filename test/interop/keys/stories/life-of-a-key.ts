/** The life of a key: created, used, rotated, revoked; by the command, in two running environments on one table. */
import assert from "node:assert/strict";
import { after, before, describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { managedKeyPattern } from "#core/authenticate/api-key/managed-key";
import type { LocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { deployedUrl } from "../../deploy/deployed-api.ts";
import { type DeployedKeys, keyParameter, refreshSeconds } from "../deployed-keys.ts";

const wells = "/collections/wells/items";

/** How long a gateway may take beside that, milliseconds. */
const answerTime = 500;

/** After what time a test gives up, milliseconds. */
const longestWait = 20_000;

export function lifeOfAKey(deployed: () => DeployedKeys): void {
  describe("a key of the deployed stack", () => {
    let environments: readonly LocalApi[] = [];
    /** The key that is in use now, and the one that it has replaced. */
    let [key, old] = ["", ""];
    before(async () => {
      environments = await Promise.all([deployed().gateway(), deployed().gateway()]);
    });
    after(() => Promise.all(environments.map((each) => each.close())));

    const withKey = (text: string) => ({ "x-api-key": text });
    const statusAt = async (url: string, headers: object, path = wells) =>
      (await ask(url, path, { headers: { ...headers } })).status;
    const statuses = (text: string) =>
      Promise.all(environments.map(({ url }) => statusAt(url, withKey(text))));
    const reasons = () => environments.map(({ decisions }) => decisions.at(-1)?.reason);

    async function activeId(): Promise<string> {
      const { keys } = await deployed().document("list", "--name", "partner");
      const [only, ...others] = keys.filter(({ status }) => status === "active");
      assert.ok(only !== undefined && others.length === 0, JSON.stringify(keys));
      return only.id;
    }

    /** Uses a key everywhere, without a pause, until it is refused; tells when that was. */
    function refusedEverywhere(text: string): Promise<readonly number[]> {
      const giveUp = performance.now() + longestWait;
      const refused = environments.map(async ({ url }) => {
        while ((await statusAt(url, withKey(text))) !== 401) {
          assert.ok(performance.now() < giveUp, "the key still works");
          await sleep(20);
        }
        return performance.now();
      });
      return Promise.all(refused);
    }

    test("is created: shown once, on standard output alone", async () => {
      const created = await deployed().keys("create", "--name", "partner", "--owner", "gis@example.org");
      assert.equal(created.code, 0, created.errors);
      assert.match(created.output, new RegExp(`^${managedKeyPattern}\n$`));
      key = created.output.trim();
      assert.ok(!created.errors.includes(key), "the key is on standard error too");
      const listed = await deployed().keys("list");
      assert.match(listed.output, /partner/);
      assert.ok(!listed.output.includes(key) && !listed.output.includes(key.slice(-39)), "the key is listed");
    });

    test("opens what its name may see, and nobody else does, in every running environment", async () => {
      const other = (await deployed().document("create", "--name", "other")).key;
      for (const { url } of environments) {
        assert.equal(await statusAt(url, {}), 401);
        assert.equal(await statusAt(url, withKey(key)), 200);
        assert.equal(await statusAt(url, withKey(other)), 403);
        assert.equal(await statusAt(url, withKey(other), "/collections/cities/items"), 200);
        assert.equal(await statusAt(url, {}, "/collections/lakes/items"), 200);
      }
    });

    test("is accepted as header, by HTTP Basic on either side, and as query parameter", async () => {
      for (const { url } of environments) {
        for (const pair of [`${key}:`, `qgis:${key}`]) {
          const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
          assert.equal(await statusAt(url, { authorization }), 200, pair.replace(key, "<key>"));
        }
        assert.equal(await statusAt(url, {}, `${wells}?${keyParameter}=${key}`), 200);
        assert.equal(await statusAt(url, {}, `${wells}?${keyParameter}=${key.slice(0, -1)}`), 401);
      }
    });

    test("opens the deployed API itself, whose functions ministack runs", async () => {
      const url = deployedUrl(deployed().cloud, deployed().outputs);
      assert.equal(await statusAt(url, {}), 401);
      assert.equal(await statusAt(url, withKey(key)), 200);
    });

    test("is known to have been used today, and is in no log and no answer", async () => {
      const { keys } = await deployed().document("show", "partner");
      const days = [0, 1].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10));
      assert.ok(days.includes(keys[0]?.lastUsedDay ?? ""), keys[0]?.lastUsedDay ?? "never used");
      const logged = JSON.stringify(environments.map(({ decisions }) => decisions));
      assert.ok(logged.includes('"partner"') && !logged.includes(key), "the key is in the log");
      const answer = await ask(environments[0]?.url ?? "", `${wells}?${keyParameter}=${key}`, {});
      assert.ok(!answer.text.includes(key.slice(-39)), "the key is in the answer");
    });

    test("is refused after a slip of the pen with no look-up, and with another secret though its id is known", async () => {
      const slip = `${key.slice(0, -1)}${key.endsWith("a") ? "b" : "a"}`;
      assert.deepEqual(await statuses(slip), [401, 401]);
      assert.deepEqual(reasons(), ["api_key_checksum", "api_key_checksum"]);
    });

    test("is rotated: the new one and the old one work in the overlap, the old one not after it", async (context) => {
      old = key;
      const overlap = 6;
      const began = performance.now();
      const rotated = await deployed().document("rotate", "partner", "--overlap", `${overlap}s`);
      key = rotated.key;
      assert.equal(rotated.replaced.replacedBy, rotated.record.id);
      assert.equal(rotated.record.name, "partner");
      assert.deepEqual(await statuses(key), [200, 200]);
      assert.deepEqual(await statuses(old), [200, 200]);
      const took = (await refusedEverywhere(old)).map((at) => Math.round(at - began));
      report(context, `the old key, with an overlap of ${overlap} s, was refused after`, took);
      // The end is a whole second, counted from the second in which the command ran.
      const atMost = (overlap + 1 + refreshSeconds) * 1000 + answerTime;
      assert.ok(
        took.every((each) => each > (overlap - 1) * 1000 && each < atMost),
        String(took),
      );
      assert.deepEqual(reasons(), ["api_key_expired", "api_key_expired"]);
      assert.deepEqual(await statuses(key), [200, 200]);
    });

    test("is rotated by two at once: one gets a key, the other is told, and only one key is left", async () => {
      const id = await activeId();
      const racing = await Promise.all([1, 2].map(() => deployed().keys("rotate", id, "--overlap", "1h")));
      assert.deepEqual(
        racing.map(({ code }) => code).sort(),
        [0, 1],
        racing.map(({ errors }) => errors).join(),
      );
      const [winner, loser] = racing[0]?.code === 0 ? racing : [...racing].reverse();
      assert.equal(loser?.output, "");
      const fresh = winner?.output.trim() ?? "";
      assert.deepEqual(await statuses(fresh), [200, 200]);
      const { keys } = await deployed().document("list", "--name", "partner");
      assert.deepEqual(keys.map(({ status }) => status).sort(), ["active", "ending"]);
      const active = await activeId();
      assert.ok(fresh.includes(active) && loser?.errors.includes(active), loser?.errors);
      [key, old] = [fresh, key];
    });

    test("is disabled for a while, and enabled again", async () => {
      const id = await activeId();
      assert.equal((await deployed().keys("disable", id)).code, 0);
      await refusedEverywhere(key);
      assert.deepEqual(reasons(), ["api_key_disabled", "api_key_disabled"]);
      assert.equal((await deployed().keys("enable", id)).code, 0);
      await sleep(refreshSeconds * 1000);
      assert.deepEqual(await statuses(key), [200, 200]);
    });

    test("is revoked only when told so, and then refused within the refresh time, everywhere and for good", async (context) => {
      const { keys } = await deployed().document("list", "--name", "partner");
      for (const { id, status } of keys) {
        const unasked = await deployed().keys("revoke", id);
        assert.equal(unasked.code, 1, "revoked without a question");
        assert.deepEqual(await statuses(status === "active" ? key : old), [200, 200]);
        // Used all the while, so that every environment has read the record just before it is changed.
        const refused = refusedEverywhere(status === "active" ? key : old);
        assert.equal((await deployed().keys("revoke", id, "--yes")).code, 0);
        const ended = performance.now();
        const took = (await refused).map((at) => Math.round(at - ended));
        report(context, "from the end of the command, the revoked key was accepted for", took);
        assert.ok(
          took.every((each) => each < refreshSeconds * 1000 + answerTime),
          String(took),
        );
        assert.deepEqual(reasons(), ["api_key_revoked", "api_key_revoked"]);
      }
      assert.equal((await deployed().keys("enable", keys[0]?.id ?? "")).code, 1);
      await sleep(refreshSeconds * 1000);
      assert.deepEqual([...(await statuses(key)), ...(await statuses(old))], [401, 401, 401, 401]);
      const url = deployedUrl(deployed().cloud, deployed().outputs);
      assert.equal(await statusAt(url, withKey(key)), 401);
    });
  });
}

const report = (context: TestContext, what: string, milliseconds: readonly number[]) =>
  context.diagnostic(`${what} ${milliseconds.join(" ms and ")} ms`);
