/** What holds of the form of managed keys, counted over a million of them. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before, describe, test } from "node:test";
import fc from "fast-check";
import {
  environmentPattern,
  madeKey,
  managedKeyId,
  managedKeyPattern,
} from "#core/authenticate/api-key/managed-key";
import { holdsFor, runsOf } from "./seeded.ts";

const million = 1_000_000;
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
/** In characters: the id, and all that comes after the environment. */
const [idLength, keyLength] = [12, 51];

/** The operating system's random bytes, asked for by the megabyte: to be asked a million times takes seconds. */
function randomSource(): (count: number) => Uint8Array {
  let [pool, used] = [randomBytes(2 ** 20), 0];
  return (count) => {
    if (used + count > pool.length) [pool, used] = [randomBytes(2 ** 20), 0];
    used += count;
    return pool.subarray(used - count, used);
  };
}

const source = randomSource();
const environment = fc.stringMatching(/^[a-z][a-z0-9]{0,15}$/);
const key = environment.map((of) => ({ of, ...madeKey(of, source) }));

describe("a million made keys", () => {
  const scanner = new RegExp(`^${managedKeyPattern}$`);
  const texts = new Set<string>();
  /** How often which character stands at which place after the environment. */
  const counts = new Uint32Array(keyLength * 128);
  let unlike = 0;

  before(() => {
    for (let made = 0; made < million; made++) {
      const { text } = madeKey("live", source);
      if (!scanner.test(text)) unlike++;
      texts.add(text);
      for (let place = 0; place < keyLength; place++) {
        const at = place * 128 + text.charCodeAt(text.length - keyLength + place);
        counts[at] = (counts[at] ?? 0) + 1;
      }
    }
  });

  test("match the pattern that is published for secret scanners", () => {
    assert.equal(unlike, 0);
  });

  test("are a million different keys", () => {
    assert.equal(texts.size, million);
  });

  test("have every character as often as any other at every place, those of the checksum included", () => {
    const expected = million / alphabet.length;
    for (let place = 0; place < keyLength; place++) {
      for (const character of alphabet) {
        const count = counts[place * 128 + character.charCodeAt(0)] ?? 0;
        // Seven standard deviations: among these 1,632 counts, one so far off comes in none of a hundred million runs.
        const deviations = (count - expected) / Math.sqrt(expected * (1 - 1 / alphabet.length));
        assert.ok(Math.abs(deviations) < 7, `${character} at ${place}: ${count}`);
      }
    }
  });
});

test("of a million texts of the right form with a random checksum none is taken for a key", () => {
  // One passes in 2^35, so one of this million in no more than one of 34,000 runs, and two in hardly any ever.
  let passed = 0;
  for (let made = 0; made < million; made++) {
    let text = "ogc_live_";
    for (const byte of source(keyLength)) text += alphabet[byte & 31];
    const read = managedKeyId(text, "live");
    if (!("rejected" in read)) passed++;
    else if (read.rejected !== "api_key_checksum") assert.fail(read.rejected);
  }
  assert.ok(passed <= 1, `${passed} passed`);
});

test("a key is read back to its id in its own environment and in no other", async (t) => {
  const property = fc.property(key, environment, ({ of, id, text }, another) => {
    assert.match(of, environmentPattern);
    assert.equal(id, text.slice(`ogc_${of}_`.length).slice(0, idLength));
    assert.deepEqual(managedKeyId(text, of), { id });
    if (another !== of) assert.deepEqual(managedKeyId(text, another), { rejected: "api_key_environment" });
  });
  await holdsFor(runsOf(5000), property, t);
});

test("the key is refused after any change of a single character", async (t) => {
  const others = `${alphabet}0189ABZ_-. \n\t\0é\u0301ａ`;
  const property = fc.property(key, ({ of, text }) => {
    for (let place = 0; place < text.length; place++) {
      const [head, tail] = [text.slice(0, place), text.slice(place + 1)];
      const swapped = head.slice(0, -1) + text[place] + head.slice(-1) + tail;
      for (const changed of [
        head + tail,
        ...(swapped === text ? [] : [swapped]),
        ...[...others].flatMap((other) => [head + other + tail, head + other + text.slice(place)]),
        ...[...others].map((other) => text + other),
      ]) {
        if (changed !== text) assert.ok("rejected" in managedKeyId(changed, of), changed);
      }
    }
  });
  await holdsFor(30, property, t);
});

test("no text that is not of the form has an id, and nothing makes the reader fail", async (t) => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string().map((rest) => `ogc_live_${rest}`),
    fc.stringMatching(/^ogc_[a-z]{0,3}_[a-z2-7]{48,54}$/),
  );
  const property = fc.property(text, (any) => {
    const read = managedKeyId(any, "live");
    assert.ok("rejected" in read);
    if (!/^ogc_[a-z][a-z0-9]*_[a-z2-7]{51}$/.test(any)) assert.equal(read.rejected, "api_key_malformed");
  });
  await holdsFor(runsOf(10_000), property, t);
});
