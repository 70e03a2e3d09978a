/** Another pepper for the deployed stack: old keys go on, new ones work at once, and the old pepper goes last. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { LocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { secretText } from "../../deploy/deployed-api.ts";
import { type DeployedKeys, refreshSeconds } from "../deployed-keys.ts";

/** Seconds after a read of the secret for which it is not read anew, also for a pepper that is not known. */
const cooldown = 2;

export function pepperRotation(deployed: () => DeployedKeys): void {
  describe("a pepper of the deployed stack", () => {
    let api: LocalApi;
    let [key, successor, fresh] = ["", "", ""];
    before(async () => {
      api = await deployed().gateway();
      key = (await deployed().document("create", "--name", "survivor")).key;
    });
    after(() => api?.close());

    const status = async (text: string) =>
      (await ask(api.url, "/collections/cities/items", { headers: { "x-api-key": text } })).status;
    const peppers = async () => {
      const { pepper, previousPepper } = JSON.parse(await secretText(deployed().cloud, deployed().outputs));
      return { pepper, previousPepper };
    };

    test("is replaced: keys go on, and one that is made now works at once in an environment that runs", async () => {
      assert.equal(await status(key), 200);
      const before = await peppers();
      const { outcome, keysUnderPreviousPepper } = await deployed().document("rotate-pepper");
      assert.equal(outcome, "rotated");
      assert.ok(keysUnderPreviousPepper >= 1);
      const { pepper, previousPepper } = await peppers();
      assert.equal(previousPepper, before.pepper);
      assert.notEqual(pepper, before.pepper);
      fresh = (await deployed().document("create", "--name", "fresh")).key;
      await sleep(cooldown * 1000);
      assert.equal(await status(fresh), 200);
      assert.equal(await status(key), 200);
    });

    test("is not replaced again, and not dropped, while a key in use needs the previous one", async () => {
      const before = await peppers();
      for (const again of [["rotate-pepper"], ["rotate-pepper", "--finish"]]) {
        const { code, output, errors } = await deployed().keys(...again);
        assert.deepEqual([code, output], [1, ""], again.join(" "));
        assert.match(errors, /survivor/);
        for (const secret of Object.values(before)) assert.ok(!errors.includes(secret), "a pepper is told");
      }
      assert.deepEqual(await peppers(), before);
      assert.equal(await status(key), 200);
    });

    test("is dropped once the keys under it have been rotated and have ended", async () => {
      const { keys } = await deployed().document("list");
      const needing = keys.filter(({ pepper }) => pepper === "previous");
      assert.ok(needing.some(({ name }) => name === "survivor"));
      for (const { id, name, status } of needing) {
        if (status === "active") {
          const rotated = await deployed().document("rotate", id, "--overlap", "0");
          if (name === "survivor") successor = rotated.key;
        } else {
          assert.equal((await deployed().keys("revoke", id, "--yes")).code, 0);
        }
      }
      assert.equal((await deployed().document("rotate-pepper", "--finish")).outcome, "finished");
      assert.equal((await peppers()).previousPepper, undefined);
      await sleep(refreshSeconds * 1000);
      assert.deepEqual([await status(key), await status(successor), await status(fresh)], [401, 200, 200]);
    });
  });
}
