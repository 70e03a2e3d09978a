/** Static keys in a secret: whose they are, how long they are believed, and what of a secret is refused. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { keySecret } from "#adapters/api-keys/key-secret-text";
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import type { SecretStage, SecretVersion } from "#adapters/secrets/secrets-manager";
import { Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";

const pepper = crypto.randomUUID() + crypto.randomUUID();
const newKey = () => `key-${crypto.randomUUID()}`;
const settings = {
  header: "X-API-Key",
  basic: false,
  refreshSeconds: 60,
  previousKeysHonouredForSeconds: 3600,
};
const text = (keys: object) => JSON.stringify({ pepper, keys });

const unknown = { rejected: "api_key_unknown" };
const partner = { id: "partner", name: "partner", scopes: [] };

/** A secret whose versions the test sets, with a clock in seconds that the test moves. */
function secret(versions: Partial<Record<SecretStage, SecretVersion>>) {
  const state = { seconds: 0, reads: [] as SecretStage[], versions, down: false };
  const read = async (stage: SecretStage) => {
    state.reads.push(stage);
    if (state.down) throw new Fault("secret_unavailable", "down");
    return state.versions[stage];
  };
  const now = () => state.seconds * 1000;
  const store = staticKeyStore(apiKeySecret(settings, read, now), settings, now);
  return { state, find: (key: string) => store.find(key, noHurry) };
}

describe("a static key", () => {
  const key = newKey();
  const scoped = newKey();
  const current = {
    text: text({ partner: key, desk: { key: scoped, scopes: ["balance"] } }),
    createdAt: -7_200_000,
  };

  test("is found with its name and scopes; no other key is", async () => {
    const { find } = secret({ AWSCURRENT: current });
    assert.deepEqual(await find(key), { id: "partner", name: "partner", scopes: [] });
    assert.deepEqual(await find(scoped), { id: "desk", name: "desk", scopes: ["balance"] });
    for (const other of ["", "partner", `${key} `, key.slice(1), pepper])
      assert.deepEqual(await find(other), unknown);
  });

  test("is believed for the refresh time without another read, and not a second longer", async () => {
    const { state, find } = secret({ AWSCURRENT: current });
    await Promise.all([find(key), find(key), find("x")]);
    state.seconds = 59;
    await find(key);
    assert.deepEqual(state.reads, ["AWSCURRENT"]);
    state.versions = { AWSCURRENT: { text: text({}), createdAt: -7_200_000 } };
    state.seconds = 60;
    assert.deepEqual(await find(key), unknown);
  });

  test("is a fault, not an allow, when the secret cannot be read anew", async () => {
    const { state, find } = secret({ AWSCURRENT: current });
    await find(key);
    state.down = true;
    state.seconds = 60;
    await assert.rejects(find(key), (error) => error instanceof Fault && error.code === "secret_unavailable");
  });
});

describe("the version before the current one", () => {
  const old = newKey();
  const fresh = newKey();
  const versions = {
    AWSCURRENT: { text: text({ partner: fresh }), createdAt: 0 },
    AWSPREVIOUS: { text: text({ partner: old }), createdAt: -1_000_000 },
  };

  test("still counts until the overlap after the change is over", async () => {
    const { state, find } = secret(versions);
    assert.deepEqual(await find(old), partner);
    state.seconds = 3599;
    assert.deepEqual(await find(old), partner);
    state.seconds = 3600;
    assert.deepEqual(await find(old), unknown);
    assert.deepEqual(await find(fresh), partner);
  });

  test("is looked at only for a key that the current one does not know", async () => {
    const { state, find } = secret(versions);
    await find(fresh);
    assert.deepEqual(state.reads, ["AWSCURRENT"]);
    await find(old);
    await find("unknown-key");
    assert.deepEqual(state.reads, ["AWSCURRENT", "AWSPREVIOUS"]);
  });

  test("does no harm to current keys when it cannot be read", async () => {
    const { state, find } = secret(versions);
    await find(fresh);
    state.down = true;
    assert.deepEqual(await find(fresh), partner);
    await assert.rejects(find(old), Fault);
  });

  test("has no key whose name the current one has no more: it was removed, not replaced", async () => {
    const { find } = secret({ ...versions, AWSCURRENT: { text: text({ other: fresh }), createdAt: 0 } });
    assert.deepEqual(await find(old), unknown);
  });

  test("is read anew as soon as another version is current", async () => {
    const { state, find } = secret(versions);
    await find(old);
    const newest = newKey();
    state.versions = {
      AWSCURRENT: { text: text({ partner: newest }), createdAt: 50_000 },
      AWSPREVIOUS: versions.AWSCURRENT,
    };
    state.seconds = 60;
    assert.deepEqual(await find(fresh), partner);
    assert.deepEqual(await find(old), unknown);
  });

  test("is not read where it cannot count", async () => {
    const { state, find } = secret({ AWSCURRENT: { ...versions.AWSCURRENT, createdAt: -3_600_000 } });
    await find(old);
    assert.deepEqual(state.reads, ["AWSCURRENT"]);
  });

  test("may have another pepper", async () => {
    const text = JSON.stringify({ pepper: `${pepper}-before`, keys: { partner: old } });
    const { find } = secret({ ...versions, AWSPREVIOUS: { text, createdAt: -1 } });
    assert.deepEqual(await find(old), partner);
    assert.deepEqual(await find(fresh), partner);
  });

  test("may never have been usable", async () => {
    const { find } = secret({ ...versions, AWSPREVIOUS: { text: "placeholder", createdAt: -1 } });
    assert.deepEqual(await find(fresh), partner);
  });
});

test("a secret without text, as a binary one, is a fault that says what to store", async () => {
  await assert.rejects(secret({}).find(newKey()), {
    code: "secret_invalid",
    message: /as its secret string/,
  });
});

test("a secret that cannot be used is a fault that shows nothing of it", () => {
  const canary = `canary-${crypto.randomUUID()}`;
  const unusable = [
    canary,
    `{"pepper": "${canary}"`,
    JSON.stringify([canary]),
    JSON.stringify({ pepper, keys: canary }),
    JSON.stringify({ pepper: "short", keys: { a: canary } }),
    JSON.stringify({ keys: { a: canary } }),
    text({ a: "" }),
    text({ a: "short" }),
    text({ a: " key with spaces" }),
    text({ a: "schlüssel-für-alle" }),
    text({ a: "x".repeat(513) }),
    text({ a: { key: canary, scopes: ["a b"] } }),
    text({ a: { key: canary, scopes: canary } }),
    text({ "": canary }),
    text({ "*": canary }),
    text({ [`${canary} b`]: canary }),
    text({ a: canary, b: canary }),
    text({ a: [canary] }),
    text(Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, `${canary}${index}`]))),
  ];
  for (const each of unusable) {
    assert.throws(
      () => keySecret(each),
      (error) => error instanceof Fault && error.code === "secret_invalid" && !error.message.includes(canary),
      each.slice(0, 60),
    );
  }
});

test("the keys that are kept are not the keys", () => {
  const key = newKey();
  const { byDigest } = keySecret(text({ partner: key }));
  assert.ok(!JSON.stringify([...byDigest]).includes(key));
});
