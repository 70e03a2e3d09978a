/** IAM's wildcards mean what the regular expression for them means, and are matched without backtracking. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wildcardMatches } from "#local/gateway/authorize/wildcards";

/** The obvious, slow way. */
function byRegularExpression(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}

const letters = (...of: string[]) =>
  fc.array(fc.constantFrom(...of), { maxLength: 12 }).map((list) => list.join(""));

test("the matcher agrees with the regular expression that the pattern means", () => {
  fc.assert(
    fc.property(letters("a", "b", "/", ".", "*", "?"), letters("a", "b", "/", ".", "*"), (pattern, text) => {
      assert.equal(wildcardMatches(pattern, text), byRegularExpression(pattern, text));
    }),
    { numRuns: 2000 },
  );
});

test("a pattern made from a text by putting wildcards into it matches the text", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), (text, one, two) => {
      const [from, to] = [one % (text.length + 1), two % (text.length + 1)].sort((a, b) => a - b);
      const literal = !/[*?]/.test(text);
      fc.pre(literal);
      assert(wildcardMatches(`${text.slice(0, from)}*${text.slice(to)}`, text));
    }),
  );
});

test("many stars against a long text come to an end, which backtracking would not", () => {
  assert.equal(wildcardMatches(`${"*a".repeat(250)}b`, "a".repeat(1600)), false);
  assert.equal(wildcardMatches(`${"*a".repeat(250)}*`, "a".repeat(1600)), true);
});
