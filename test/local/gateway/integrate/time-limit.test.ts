/** A function in time, one too late, and one that cannot be invoked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { withinTime } from "#local/gateway/integrate/time-limit";

test("a result in time is the result", async () => {
  const answer = { kind: "answer", payload: "{}" } as const;
  assert.deepEqual(await withinTime(60_000, async () => answer), answer);
});

test("a function that answers later is too late", async () => {
  const answer = { kind: "answer", payload: "{}" } as const;
  assert.deepEqual(await withinTime(1, () => setTimeout(200, answer)), { kind: "too-late" });
});

test("a function that cannot be invoked, at once or later, is not invoked", async () => {
  const failing = { kind: "not-invoked", why: "no such function" };
  assert.deepEqual(
    await withinTime(60_000, () => {
      throw new Error("no such function");
    }),
    failing,
  );
  assert.deepEqual(await withinTime(60_000, () => Promise.reject(new Error("no such function"))), failing);
});
