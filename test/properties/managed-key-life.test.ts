/** What holds of managed keys in a fake time, whatever is done to them, to the table, to the function and to its clock. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import fc from "fast-check";
import { type Asked, FakeTable, keys, refreshTime } from "./key-table-on-a-fake-clock.ts";
import { holdsFor } from "./seeded.ts";

const oneKey = fc.nat(keys.length - 1);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("ask" as const),
      keys: fc.array(oneKey, { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("wait", "freeze", "jump forward", "jump back"),
      milliseconds: fc.oneof(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 1, max: 60_000 })),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("active", "active", "revoked", "disabled", "absent"),
      key: oneKey,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("begin outage", "end outage", "slow", "quick", "answer"),
    }),
  },
);

/** So long nothing may have been wrong for the table to be trusted again: a rest, and a time-out before it. */
const recovery = 10_000;

/** So long an id that nobody has is remembered at most. */
const unknownTime = 5000;

const counted: Record<string, number> = {};

/** What holds of a request that was answered just now. */
function check(table: FakeTable, { key, at, answered = 0, outcome = "" }: Asked): void {
  counted[outcome] = (counted[outcome] ?? 0) + 1;
  const lately = table.statesSince(key, answered - refreshTime);
  if (outcome === "accepted") {
    assert.ok(lately.includes("active"), "a key that was revoked stops within the refresh time");
    const { id } = keys[key]?.record ?? {};
    assert.ok(
      table.found.some((read) => read.id === id && read.began > answered - refreshTime),
      "nobody is accepted by what was read longer ago",
    );
  }
  const stateOf = { api_key_revoked: "revoked", api_key_disabled: "disabled", api_key_unknown: "absent" };
  if (outcome in stateOf) {
    const state = stateOf[outcome as keyof typeof stateOf] as (typeof lately)[number];
    assert.ok(lately.includes(state), "a key is refused only for what it lately was");
  }
  if (at - table.troubledAt < recovery || answered > at) return;
  const constant = table.statesSince(key, at - refreshTime);
  const isNew = table.statesSince(key, at - unknownTime).includes("absent");
  if (!isNew && constant.every((state) => state === "active" || state === "absent"))
    assert.equal(outcome, "accepted", "a good key works when nothing is wrong, and a new one soon");
  if (constant.every((state) => state !== "active"))
    assert.match(outcome, /^api_key_(revoked|disabled|unknown)$/, "what is no good is refused, and no fault");
}

test("a revoked key stops in time, nobody is accepted by what is too old, and good keys work when nothing is wrong", async (t) => {
  const runs = 2000;
  const lives = fc.asyncProperty(
    fc.boolean(),
    fc.array(step, { minLength: 10, maxLength: 60 }),
    async (runTimeStops, steps) => {
      mock.timers.enable({ apis: ["setTimeout"] });
      try {
        await live(new FakeTable(runTimeStops), steps);
      } finally {
        mock.timers.reset();
      }
    },
  );
  await holdsFor(runs, lives, t);
  t.diagnostic(JSON.stringify(counted));
  for (const outcome of ["accepted", "api_key_revoked", "api_key_disabled", "api_key_unknown"])
    assert.ok((counted[outcome] ?? 0) > runs / 4, outcome);
  assert.ok((counted.key_table_unavailable ?? 0) > runs);
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function live(table: FakeTable, steps: readonly Step[]): Promise<void> {
  for (const next of steps) {
    if (next.do === "ask") await table.ask(next.keys);
    else if ("milliseconds" in next) await pass(table, next);
    else if ("key" in next) table.change(next.key, next.do as Parameters<FakeTable["change"]>[1]);
    else if (next.do === "begin outage") table.up = false;
    else if (next.do === "end outage") table.up = true;
    else if (next.do === "slow") table.slow = true;
    else if (next.do === "quick") table.slow = false;
    else await table.answer();
    if (!table.up || table.slow) table.troubledAt = table.now;
    judge(table);
  }
  await table.wait(5000);
  judge(table);
  assert.deepEqual(table.asked, [], "every request is answered in time");
}

async function pass(table: FakeTable, { do: how, milliseconds }: { do: string; milliseconds: number }) {
  if (how === "wait") await table.wait(milliseconds);
  else if (how === "freeze") await table.freeze(milliseconds);
  else table.jump(how === "jump back" ? -milliseconds : milliseconds);
  if (how !== "wait") table.troubledAt = table.now;
}

function judge(table: FakeTable): void {
  for (const asked of table.asked) if (asked.outcome !== undefined) check(table, asked);
  table.asked.splice(0, table.asked.length, ...table.asked.filter(({ outcome }) => outcome === undefined));
}
