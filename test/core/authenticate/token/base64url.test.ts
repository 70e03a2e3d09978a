/** A part of a token is decoded exactly when encoding its octets gives the same text again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalOctets } from "#core/authenticate/token/base64url";
import { holdsFor, runsOf } from "#test/properties/seeded";

/** The rule of RFC 4648 section 3.5 in so many words. */
function reencoded(text: string): Buffer | undefined {
  const octets = Buffer.from(text, "base64url");
  return octets.toString("base64url") === text ? octets : undefined;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

test("any last character is judged as encoding it again would, in a text of any length", () => {
  for (let length = 0; length < 12; length++)
    for (const last of ascii) {
      const text = `${"Ab_-".repeat(3).slice(0, length)}${last}`;
      assert.deepEqual(canonicalOctets(text), reencoded(text), JSON.stringify(text));
    }
});

test("any ASCII character is judged so at any place", () => {
  for (const length of [1, 2, 3, 4, 5, 6, 7, 8, 67])
    for (let place = 0; place < length; place++)
      for (const character of ascii) {
        const text = `${"A".repeat(place)}${character}${"A".repeat(length - place - 1)}`;
        assert.deepEqual(canonicalOctets(text), reencoded(text), JSON.stringify(text));
      }
});

test("property: any ASCII text is judged so", async (t) => {
  const character = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...alphabet) },
    { weight: 1, arbitrary: fc.constantFrom(...ascii) },
  );
  const texts = fc.string({ unit: character, maxLength: 80 });
  const property = fc.property(texts, (text) => {
    assert.deepEqual(canonicalOctets(text), reencoded(text));
  });
  await holdsFor(runsOf(5000), property, t);
});
