/** Runs every attack on API keys, and holds the corpus to its size, its titles and its reach. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { countedReasons } from "#adapters/counted-reasons";
import { attacks as managed } from "./managed-keys.ts";
import { attacks as places } from "./places.ts";
import { attacks as texts } from "./texts.ts";

const corpus = {
  "texts that are nearly a key": texts,
  "managed keys that are not valid here": managed,
  "two places, and HTTP Basic (RFC 7617)": places,
};

for (const [source, attacks] of Object.entries(corpus)) {
  describe(source, () => {
    for (const { title, ends, run } of attacks) {
      // A guard against hanging, and no measure of speed.
      test(`${title} → ${ends}`, { timeout: 10_000 }, run);
    }
  });
}

describe("the corpus", () => {
  const all = Object.values(corpus).flat();

  test("holds at least 200 attacks", (context) => {
    context.diagnostic(`${all.length} attacks`);
    assert.ok(all.length >= 200);
  });

  test("has no title twice", () => {
    const titles = all.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
  });

  test("reaches every reason for which a key is refused", () => {
    const ends = new Set(all.map(({ ends }) => ends));
    const reasons = [...countedReasons].filter((reason) => /^(api_key|basic)_/.test(reason));
    assert.ok(reasons.length > 12);
    assert.deepEqual(
      reasons.filter((reason) => !ends.has(reason)),
      [],
    );
  });
});
