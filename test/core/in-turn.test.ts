/** A list is worked through in its order, eight at a time, and not on after a failure. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { inTurn } from "#core/in-turn";

const hundred = Array.from({ length: 100 }, (_, index) => index);

test("results are in the order of the list, whichever is ready first", async () => {
  const results = await inTurn(hundred, (item) => setTimeout((item * 7) % 5, item * 2));
  assert.deepEqual(
    results,
    hundred.map((item) => item * 2),
  );
  assert.deepEqual(await inTurn([], async () => assert.fail()), []);
});

test("eight are under way at once, and never more", async () => {
  let most = 0;
  let now = 0;
  await inTurn(hundred, async () => {
    most = Math.max(most, ++now);
    await setTimeout(1);
    now--;
  });
  assert.equal(most, 8);
});

test("the first failure is told, and nothing is begun after it", async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await setTimeout(item === 3 ? 1 : 5);
    if (item === 3) throw new Error("no answer");
  };
  await assert.rejects(inTurn(hundred, work), /no answer/);
  await setTimeout(20);
  assert.equal(begun.length, 8);
});
