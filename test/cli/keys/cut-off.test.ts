/** A command that is killed between two of its steps, or whose output nobody takes, leaves what docs/api-keys.md says. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, test } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type ServiceFault, startFaultProxy } from "#test/http/fault-proxy";
import { keysPeer } from "./keys-peer.ts";

const peer = keysPeer();
const program = fileURLToPath(new URL("../../../cli/main.ts", import.meta.url));

function started(commandLine: readonly string[], endpoint = process.env.AWS_ENDPOINT_URL) {
  const child = spawn(process.execPath, [program, "keys", ...commandLine], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, AWS_ENDPOINT_URL: endpoint },
  });
  const said = { out: "", error: "" };
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said.error += text;
  });
  return { child, said };
}

/** Kills a command with SIGKILL when it has made a call, which takes effect (`unanswered`) or does not (`silent`). */
async function killedAt(
  operation: string,
  fault: Extract<ServiceFault, "silent" | "unanswered">,
  commandLine: readonly string[],
): Promise<void> {
  const proxy = await startFaultProxy(process.env.AWS_ENDPOINT_URL ?? "");
  try {
    for (const service of ["dynamodb", "secretsmanager"] as const) proxy.fail(service, fault, [operation]);
    const before = await everything();
    const { child, said } = started(commandLine, proxy.url);
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said.out += text;
    });
    const isThere = async () =>
      proxy.calls.some((call) => call.operation === operation) &&
      (fault === "silent" || (await everything()) !== before);
    const end = Date.now() + 20_000;
    while (!(await isThere())) {
      if (child.exitCode !== null || Date.now() > end)
        assert.fail(`${operation} was not made: ${said.error}`);
      await after(20);
    }
    child.kill("SIGKILL");
    const [, signal] = await once(child, "close");
    assert.deepEqual([signal, said.out], ["SIGKILL", ""], said.error);
  } finally {
    await proxy.close();
  }
}

const everything = async () => `${await peer.tableText()}${await peer.secretText()}`;

async function document(...commandLine: readonly string[]) {
  const { code, written, warned } = await peer.keys([...commandLine, "--json"]);
  assert.equal(code, 0, warned);
  return JSON.parse(written);
}

const statuses = async (name: string): Promise<string[]> =>
  (await document("show", name)).keys.map(({ status }: { status: string }) => status);

async function made(name: string): Promise<string> {
  return (await document("create", "--name", name)).record.id;
}

describe("keys rotate that is killed", () => {
  test("before the new record is there leaves everything as it was", async () => {
    await made("r-before");
    const before = await everything();
    await killedAt("PutItem", "silent", ["rotate", "r-before"]);
    assert.equal(await everything(), before);
    assert.equal((await document("rotate", "r-before")).record.status, "active");
  });

  for (const [why, operation, fault] of [
    ["after the new record is there", "PutItem", "unanswered"],
    ["before the old one is replaced", "UpdateItem", "silent"],
  ] as const) {
    test(`${why} leaves the old key as it was, beside one that nobody was shown and that can be revoked`, async () => {
      const name = `r-${operation}`;
      const id = await made(name);
      await killedAt(operation, fault, ["rotate", name]);
      const { keys } = await document("show", name);
      const unseen = keys.find((key: { id: string }) => key.id !== id);
      const old = keys.find((key: { id: string }) => key.id === id);
      assert.deepEqual([old.status, old.replacedBy, unseen.status], ["active", null, "active"]);
      const { code, warned } = await peer.keys(["rotate", name]);
      assert.ok(code === 1 && warned.includes(id) && warned.includes(unseen.id), warned);
      await document("revoke", unseen.id, "--yes");
      assert.equal((await document("rotate", name)).replaced.id, id);
    });
  }

  test("after the old one is replaced leaves a successor that nobody was shown, and rotating that gives a key", async () => {
    const id = await made("r-after");
    await killedAt("UpdateItem", "unanswered", ["rotate", "r-after"]);
    const old = (await document("show", id)).keys[0];
    assert.equal(old.status, "ending");
    const { key, record, replaced } = await document("rotate", "r-after", "--overlap", "0");
    assert.equal(replaced.id, old.replacedBy);
    assert.ok(key.includes(record.id));
    assert.deepEqual((await statuses("r-after")).sort(), ["active", "ending", "expired"]);
  });
});

describe("keys revoke --all that is killed", () => {
  test("can be run again, and ends what is left", async () => {
    for (const options of [[], ["--beside"]]) await document("create", "--name", "v-all", ...options);
    await killedAt("UpdateItem", "unanswered", ["revoke", "v-all", "--all", "--yes"]);
    assert.deepEqual((await statuses("v-all")).sort(), ["active", "revoked"]);
    await document("revoke", "v-all", "--all", "--yes");
    assert.deepEqual(await statuses("v-all"), ["revoked", "revoked"]);
  });
});

describe("keys rotate-pepper that is killed", () => {
  afterEach(() => peer.setSecret(JSON.stringify({ pepper: peer.pepper, keys: {} })));

  for (const [why, operation, fault] of [
    ["before the new version is there", "PutSecretValue", "silent"],
    ["before the new version is current", "UpdateSecretVersionStage", "silent"],
  ] as const) {
    test(`${why} leaves the pepper as it was, and can be run again`, async () => {
      await killedAt(operation, fault, ["rotate-pepper"]);
      assert.equal(JSON.parse(await peer.secretText()).pepper, peer.pepper);
      await document("rotate-pepper");
      assert.equal(JSON.parse(await peer.secretText()).previousPepper, peer.pepper);
    });
  }

  test("after the new version is current leaves keys that go on under the previous pepper", async () => {
    const id = await made("p-after");
    await killedAt("UpdateSecretVersionStage", "unanswered", ["rotate-pepper"]);
    assert.equal((await document("show", id)).keys[0].pepper, "previous");
    assert.equal((await document("rotate", id, "--overlap", "0")).record.pepper, "current");
    for (const { id: left } of (await document("list")).keys) await document("revoke", left, "--yes");
    assert.equal((await document("rotate-pepper", "--finish")).outcome, "finished");
  });
});

describe("keys rotate-pepper whose answers are lost on the way", () => {
  afterEach(() => peer.setSecret(JSON.stringify({ pepper: peer.pepper, keys: {} })));

  test("says what has become of the secret, and not that somebody else has changed it", async () => {
    const endpoint = process.env.AWS_ENDPOINT_URL;
    const proxy = await startFaultProxy(endpoint ?? "");
    try {
      proxy.fail("secretsmanager", "answer lost", ["PutSecretValue", "UpdateSecretVersionStage"]);
      process.env.AWS_ENDPOINT_URL = proxy.url;
      // Putting the same version again is no other version; its answer is lost as often as it is asked for.
      assert.match((await peer.keys(["rotate-pepper"])).warned, /Secrets Manager cannot be reached/);
      assert.equal(JSON.parse(await peer.secretText()).pepper, peer.pepper);
      proxy.fail("secretsmanager", "answer lost", ["UpdateSecretVersionStage"]);
      const { code, warned } = await peer.keys(["rotate-pepper"]);
      assert.equal(code, 0, warned);
      assert.equal(JSON.parse(await peer.secretText()).previousPepper, peer.pepper);
    } finally {
      process.env.AWS_ENDPOINT_URL = endpoint;
      await proxy.close();
    }
  });
});

describe("a key that nobody takes from standard output", () => {
  test("fails the command, which says what to do and does not show how it is made", async () => {
    const { child, said } = started(["create", "--name", "unread"]);
    child.stdout.destroy();
    const [code] = await once(child, "close");
    assert.equal(code, 1);
    assert.match(said.error, /standard output could not be written \(EPIPE\): .*rotate it by its id\n$/);
    assert.doesNotMatch(said.error, /ogc_live_|node:|\bat /);
  });
});
