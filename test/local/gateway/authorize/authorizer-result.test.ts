/** Which answers of an authorizer's function are well formed, and what is said of those that are not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { authorizerResult } from "#local/gateway/authorize/authorizer-result";

const policyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] };

const read = (result: unknown) => authorizerResult(JSON.stringify(result));

describe("what an authorizer answers", () => {
  test("context values become texts", () => {
    const context = { text: "value", number: 1.5, yes: true };
    const result = read({ principalId: "user", policyDocument, context });
    assert("context" in result);
    assert.deepEqual(Object.fromEntries(result.context), { text: "value", number: "1.5", yes: "true" });
  });

  test("context and usageIdentifierKey may be missing or there", () => {
    assert("principalId" in read({ principalId: "user", policyDocument }));
    assert("principalId" in read({ principalId: "user", policyDocument, usageIdentifierKey: "x" }));
  });

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ["null", null, /no object/],
    ["a list", [], /no object/],
    ["no principalId", { policyDocument }, /no principalId/],
    ["an empty principalId", { principalId: "", policyDocument }, /no principalId/],
    ["a principalId that is a number", { principalId: 1, policyDocument }, /no principalId/],
    ["no policyDocument", { principalId: "user" }, /no policyDocument/],
    ["a policy that is not understood", { principalId: "user", policyDocument: {} }, /not understood/],
    ["an object in the context", { principalId: "user", policyDocument, context: { a: {} } }, /context\.a/],
    ["null in the context", { principalId: "user", policyDocument, context: { a: null } }, /context\.a/],
    [
      "a context that is a list",
      { principalId: "user", policyDocument, context: [] },
      /context that is no object/,
    ],
    [
      "more than 8 KB",
      { principalId: "user", policyDocument, context: { a: "x".repeat(8192) } },
      /8192 bytes/,
    ],
  ];
  for (const [what, result, message] of wrong) {
    test(`${what} is wrong`, () => {
      const found = read(result);
      assert("wrong" in found);
      assert.match(found.wrong, message);
    });
  }

  test("text that is no JSON is wrong", () => {
    assert.deepEqual(authorizerResult("Allow"), { wrong: "no JSON" });
  });
});
