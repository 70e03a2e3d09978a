/** Two operators at one key at the same time: whatever the order of their steps, it ends right. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { AwsFailure } from "#adapters/api-keys/administration/aws-failure";
import { dynamoDbKeyAdministration } from "#adapters/api-keys/administration/dynamodb-key-administration";
import type { KeptKey, KeyAdministration } from "#adapters/api-keys/administration/key-administration";
import { newKey } from "#adapters/api-keys/administration/new-key";
import { revokeKey } from "#adapters/api-keys/administration/revoke-key";
import { rotateKey } from "#adapters/api-keys/administration/rotate-key";
import { switchKey } from "#adapters/api-keys/administration/switch-key";
import { holdsFor } from "#test/properties/seeded";
import { keysPeer } from "./keys-peer.ts";

const peer = keysPeer();
const now = Math.floor(Date.now() / 1000);
const table = () => dynamoDbKeyAdministration("keys", {});

function made(name: string) {
  const told = { name, owner: "x", scopes: [], createdAt: now, expiresAt: now + 86_400 };
  return newKey(told, "live", peer.pepper);
}

async function anew(): Promise<KeptKey> {
  const { record } = made(`race-${randomBytes(6).toString("hex")}`);
  await peer.put(record);
  return record;
}

/** The table whose calls wait until the schedule lets them through; with `lost`, the answer of that call is lost. */
function scheduled(schedule: fc.Scheduler, lost: number): KeyAdministration {
  const real = table();
  let calls = 0;
  const step = async <Answer>(label: string, call: () => Promise<Answer>): Promise<Answer> => {
    await schedule.schedule(Promise.resolve(), label);
    const isLost = calls++ === lost;
    const answer = await call();
    if (isLost) throw new AwsFailure("table", "unreachable", "ECONNRESET");
    return answer;
  };
  return {
    ...real,
    add: (record) => step("add", () => real.add(record)),
    read: (id) => step("read", () => real.read(id)),
    change: (known, change) => step("change", () => real.change(known, change)),
    remove: (known) => step("remove", () => real.remove(known)),
  };
}

const acts = ["rotate", "revoke", "disable", "enable"] as const;
type Act = (typeof acts)[number];

/** What one operator does, from the record that they have seen; gives the id of the key that they were shown. */
async function done(act: Act, at: KeyAdministration, known: KeptKey): Promise<string | undefined> {
  if (act === "revoke") {
    await revokeKey(at, known, now);
    return undefined;
  }
  if (act !== "rotate") {
    await switchKey(at, known, act === "enable" ? "active" : "disabled", now * 1000);
    return undefined;
  }
  const { record } = made(known.name);
  return (await rotateKey(at, known, record, now + 60)).kind === "rotated" ? record.id : undefined;
}

/** A key that works, or can be made to. */
const isLiving = ({ state }: KeptKey) => state !== "revoked";

interface Race {
  readonly shown: readonly string[];
  readonly acts: readonly (readonly Act[])[];
  readonly old: KeptKey | undefined;
  readonly all: readonly KeptKey[];
}

/** Lets the operators act on one key in the order of a schedule. */
async function raced(
  schedule: fc.Scheduler,
  operators: readonly (readonly Act[])[],
  lost: number,
): Promise<Race> {
  const old = await anew();
  const shown: string[] = [];
  const running = operators.map(async (does, at) => {
    const own = scheduled(schedule, at === 0 ? lost : -1);
    for (const act of does) {
      const known = (await table().read(old.id)) ?? old;
      // Commands refuse before they begin what cannot be done any more.
      if (act === "rotate" && (known.state !== "active" || known.replacedBy !== undefined)) continue;
      const id = await done(act, own, known).catch((error) => {
        if (!(error instanceof AwsFailure)) throw error;
        return undefined;
      });
      if (id !== undefined) shown.push(id);
    }
  });
  await schedule.waitFor(Promise.all(running));
  const { keys } = await table().named(old.name);
  return { shown, acts: operators, old: await table().read(old.id), all: keys };
}

const operator = fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 3 });

test("at most one successor lives, nobody's key lives unseen, and a revoked key stays revoked", async (context) => {
  await holdsFor(
    60,
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(operator, { minLength: 2, maxLength: 3 }),
      async (schedule, operators) => {
        const { shown, old, all } = await raced(schedule, operators, -1);
        const successors = all.filter(({ id }) => id !== old?.id);
        assert.deepEqual(successors.map(({ id }) => id).sort(), [...shown].sort());
        assert.ok(successors.filter(isLiving).length <= 1);
        assert.equal(old?.replacedBy, shown[0]);
        assert.equal(old?.state === "revoked", operators.flat().includes("revoke"));
      },
    ),
    context,
  );
});

test("with an answer that is lost on the way, still no two keys live that were shown, and a revoked key stays revoked", async (context) => {
  await holdsFor(
    40,
    fc.asyncProperty(
      fc.scheduler(),
      fc.tuple(operator, operator),
      fc.nat({ max: 4 }),
      async (schedule, operators, lost) => {
        const { shown, old, all } = await raced(schedule, operators, lost);
        assert.ok(shown.length <= 1);
        for (const id of shown) assert.equal(old?.replacedBy, id);
        assert.ok(shown.every((id) => all.some((key) => key.id === id)));
        const [, second = []] = operators;
        if (second.includes("revoke")) assert.equal(old?.state, "revoked");
        // What was left over is told to the operator: one record for each rotation that was cut off.
        assert.ok(all.length <= 2 + (operators[0]?.filter((act) => act === "rotate").length ?? 0));
      },
    ),
    context,
  );
});

test("two rotations at the same time make one key, and the other operator learns which", async (context) => {
  await holdsFor(
    20,
    fc.asyncProperty(fc.scheduler(), async (schedule) => {
      const old = await anew();
      const [one, other] = [made(old.name), made(old.name)];
      const rotations = Promise.all(
        [one, other].map(({ record }) => rotateKey(scheduled(schedule, -1), old, record, now + 60)),
      );
      await schedule.waitFor(rotations);
      const [first, second] = await rotations;
      const [winner, loser] = first?.kind === "rotated" ? [one, second] : [other, first];
      assert.ok(loser?.kind === "overtaken");
      assert.deepEqual([loser.old?.replacedBy, loser.leftOver], [winner.record.id, false]);
    }),
    context,
  );
});

test("two commands at the same time end the same way", async () => {
  const old = await anew();
  const outcomes = await Promise.all([peer.keys(["rotate", old.id]), peer.keys(["rotate", old.id])]);
  const [lost] = outcomes.filter(({ code }) => code === 1);
  const [won] = outcomes.filter(({ code }) => code === 0);
  assert.ok(lost && won, JSON.stringify(outcomes.map(({ warned }) => warned)));
  assert.equal(lost.written, "");
  const id = won.written.slice("ogc_live_".length, "ogc_live_".length + 12);
  assert.match(lost.warned, new RegExp(`replaced by ${id}.*\nNo new key was made|replaced by ${id}`));
});

test("a rotation that is cut off between its steps leaves the old key as it was, and a key that nobody was shown", async () => {
  const old = await anew();
  const { record } = made(old.name);
  const cut: KeyAdministration = {
    ...table(),
    change: () => Promise.reject(new AwsFailure("table", "unreachable", "ECONNRESET")),
  };
  assert.equal((await rotateKey(cut, old, record, now)).kind, "uncertain");
  assert.deepEqual(
    [(await table().read(old.id))?.state, (await table().read(old.id))?.replacedBy],
    ["active", undefined],
  );
  assert.equal((await table().read(record.id))?.state, "active");
  const { warned } = await peer.keys(["rotate", old.name]);
  assert.match(warned, /several keys/);
});

test("a write whose answer was lost and that the SDK repeats counts as made", async () => {
  const old = await anew();
  const { record } = made(old.name);
  const twice: KeyAdministration = {
    ...table(),
    add: async (each) => (await table().add(each)) && table().add(each),
    change: async (known, change) => (await table().change(known, change)) && table().change(known, change),
  };
  assert.equal((await rotateKey(twice, old, record, now + 60)).kind, "rotated");
  assert.equal((await table().read(old.id))?.replacedBy, record.id);
});
