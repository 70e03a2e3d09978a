/** What is never looked up: a slip in a managed key, and a key of another environment, whatever they are. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import { madeKey, managedKeyPrefix } from "#core/authenticate/api-key/managed-key";
import { rejected } from "#core/authenticate/authenticator";
import { managedKeys } from "#test/adapters/api-keys/managed-keys-on-a-fake-clock";
import { asked, noHurry } from "#test/core/asked";
import { holdsFor, runsOf } from "./seeded.ts";

const { issue, find, state } = managedKeys();
const key = issue();

/** The store of managed keys alone: any other text is one that it must never be asked about. */
const store: ApiKeyStore = {
  async find(text, deadline) {
    return text.startsWith(managedKeyPrefix) ? find(text, deadline) : { rejected: "api_key_unknown" };
  },
};
const authenticate = apiKeyAuthenticator({ header: "X-API-Key", basic: false }, store);
/** What the authenticator answers, and how many records were read for it. */
async function answered(text: string) {
  const before = state.reads.length;
  const answer = await authenticate(asked("GET", "/", { "x-api-key": text }), noHurry);
  return { answer, reads: state.reads.length - before };
}

test("after any change of a single character the key is refused, and no record is read", async (t) => {
  const character = fc.oneof(
    fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz234567"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  );
  const change = fc.constantFrom<(place: number, other: string) => string>(
    (place, other) => key.slice(0, place) + other + key.slice(place + 1),
    (place, other) => key.slice(0, place) + other + key.slice(place),
    (place) => key.slice(0, place) + key.slice(place + 1),
  );
  const property = fc.asyncProperty(
    change,
    fc.nat({ max: key.length - 1 }),
    character,
    async (changed, place, other) => {
      const text = changed(place, other);
      fc.pre(text !== key);
      const { answer, reads } = await answered(text);
      assert.deepEqual([answer.kind, reads], ["rejected", 0]);
    },
  );
  await holdsFor(runsOf(10_000), property, t);
});

test("a key of another environment is refused, and no record is read, also where its id is known", async (t) => {
  const [id = ""] = state.records.keys();
  const known = Buffer.from([...id].map((each) => "abcdefghijklmnopqrstuvwxyz234567".indexOf(each)));
  const environment = fc.stringMatching(/^[a-z][a-z0-9]{0,15}$/).filter((name) => name !== "live");
  const property = fc.asyncProperty(environment, fc.boolean(), async (of, withKnownId) => {
    const random = (count: number) =>
      Buffer.concat([withKnownId ? known : Buffer.alloc(0), randomBytes(count)], count);
    const made = madeKey(of, random);
    assert.equal(made.id === id, withKnownId);
    assert.deepEqual(await answered(made.text), { answer: rejected("api_key_environment"), reads: 0 });
  });
  await holdsFor(runsOf(5000), property, t);
});

// Last: from then on its record is remembered, and no look-up of it would be counted.
test("the key itself is recognised, so that what is refused here is refused for its change", async () => {
  const { answer, reads } = await answered(key);
  assert.deepEqual([answer.kind, reads], ["recognised", 1]);
});
