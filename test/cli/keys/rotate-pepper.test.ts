/** `keys rotate-pepper`: no key stops by it, nothing else in the secret changes, and of two operators one is refused. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { secretsManagerPepper } from "#adapters/api-keys/administration/secrets-manager-pepper";
import { pepperId } from "#adapters/api-keys/peppers";
import { keysPeer, newPepper } from "./keys-peer.ts";

const peer = keysPeer();
const statics = { partner: "a-static-key-of-a-partner", "__proto__ ": 1 };

/** What else may be in the secret is not ours to lose. */
const others = '"__proto__":{"a":1},"note":"of the operator"';

beforeEach(() =>
  peer.setSecret(`{"pepper":${JSON.stringify(peer.pepper)},"keys":${JSON.stringify(statics)},${others}}`),
);

const secret = async () => JSON.parse(await peer.secretText());

async function document(...commandLine: readonly string[]) {
  const { code, written, warned } = await peer.keys([...commandLine, "--json"]);
  assert.equal(code, 0, warned);
  return JSON.parse(written);
}

async function ended(name: string) {
  for (const { id } of (await document("list", "--name", name)).keys)
    await peer.keys(["revoke", id, "--yes"]);
}

describe("keys rotate-pepper", () => {
  test("makes a new pepper of 64 random characters, keeps the old one as the previous, and all else", async () => {
    const before = await secret();
    const { outcome } = await document("rotate-pepper");
    const { pepper, previousPepper, ...rest } = await secret();
    const { pepper: _old, ...restBefore } = before;
    assert.equal(outcome, "rotated");
    assert.match(pepper, /^[A-Za-z0-9]{64}$/);
    assert.equal(previousPepper, peer.pepper);
    assert.deepEqual(rest, restBefore);
    assert.ok((await peer.secretText()).includes(others));
  });

  test("shows no pepper", async () => {
    const rotated = await peer.keys(["rotate-pepper", "--json"]);
    const { pepper } = await secret();
    const finished = await peer.keys(["rotate-pepper", "--finish", "--json"]);
    const everything = JSON.stringify([rotated, finished]);
    for (const each of [pepper, peer.pepper, pepperId(pepper), pepperId(peer.pepper)]) {
      assert.ok(!everything.includes(each));
    }
  });

  test("goes its way: the keys of before are marked, are rotated, and only then the previous pepper goes", async () => {
    const { record } = await document("create", "--name", "walk");
    assert.equal((await document("rotate-pepper")).keysUnderPreviousPepper, 1);
    assert.equal((await document("show", "walk")).keys[0].pepper, "previous");
    assert.match((await peer.keys(["show", "walk"])).written, /made under the previous pepper: rotate it/);

    for (const commandLine of [["rotate-pepper"], ["rotate-pepper", "--finish"]]) {
      const { code, written, warned } = await peer.keys(commandLine);
      assert.deepEqual([code, written], [1, ""]);
      assert.match(
        warned,
        new RegExp(`1 key is in use under the previous pepper .*\n {2}${record.id} {2}walk`),
      );
    }
    assert.equal((await document("rotate", "walk", "--overlap", "0")).record.pepper, "current");
    assert.equal((await document("rotate-pepper", "--finish")).outcome, "finished");
    assert.ok(!("previousPepper" in (await secret())));
    assert.equal((await document("rotate-pepper", "--finish")).outcome, "nothing_to_finish");
    await ended("walk");
  });

  test("counts disabled keys and those in their overlap among those in use", async () => {
    await document("create", "--name", "off");
    await document("disable", "off");
    await document("rotate-pepper");
    for (const options of [[], ["--finish"]]) {
      const { code, warned } = await peer.keys(["rotate-pepper", ...options]);
      assert.equal(code, 1);
      assert.match(warned, /1 key is in use/);
    }
    await ended("off");
    assert.equal((await document("rotate-pepper", "--finish")).outcome, "finished");
  });

  test("replaces a previous pepper that no key needs any more", async () => {
    await document("rotate-pepper");
    const { pepper } = await secret();
    assert.equal((await document("rotate-pepper")).outcome, "rotated");
    assert.equal((await secret()).previousPepper, pepper);
  });

  test("of two operators at the same time lets one through, and the other changes nothing", async () => {
    const outcomes = await Promise.all([peer.keys(["rotate-pepper"]), peer.keys(["rotate-pepper"])]);
    assert.deepEqual(outcomes.map(({ code }) => code).sort(), [0, 1]);
    assert.match(outcomes.map(({ warned }) => warned).join(), /changed by somebody else at the same time/);
    assert.equal((await secret()).previousPepper, peer.pepper);
  });

  test("never overwrites what somebody else has put into the secret after it was read", async () => {
    const port = secretsManagerPepper(String(peer.location[3]), {});
    const version = await port.read();
    const theirs = JSON.stringify({ pepper: peer.pepper, keys: { added: "by-somebody-else" } });
    peer.setSecret(theirs);
    assert.equal(await port.replace(version, { pepper: newPepper() }), false);
    assert.equal(await peer.secretText(), theirs);
  });

  test("is refused where the secret holds no pepper, and quotes nothing of it", async () => {
    for (const text of [
      "not JSON canary",
      '["canary"]',
      '{"pepper":"canary"}',
      '{"pepper":"canary","keys":{}}',
    ]) {
      peer.setSecret(text);
      const { code, warned } = await peer.keys(["rotate-pepper"]);
      assert.equal(code, 1);
      assert.match(warned, /the API key secret cannot be used: /);
      assert.ok(!warned.includes("canary"));
    }
    peer.setSecret(JSON.stringify({ pepper: newPepper(), previousPepper: "canary", keys: {} }));
    assert.match((await peer.keys(["rotate-pepper"])).warned, /`previousPepper` must be/);
  });
});
