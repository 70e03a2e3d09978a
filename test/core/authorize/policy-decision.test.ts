/** How a policy engine's answer is judged: only true allows. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { policyDecision } from "#core/authorize/policy-decision";
import { Fault } from "#core/fault";

const reasonOf = (result: unknown) => {
  const decision = policyDecision({ result });
  return decision.allow ? "allowed" : decision.reason;
};

describe("a policy's answer allows", () => {
  test("when it is true, or an object whose allow is true", () => {
    for (const result of [true, { allow: true }, { allow: true, reason: "granted", x_note: [1] }]) {
      assert.equal(reasonOf(result), "allowed");
    }
  });

  test("with the context that the policy hands to the backend", () => {
    const decision = policyDecision({ result: { allow: true, context: { tenant: "north" } } });
    assert.deepEqual(decision, { allow: true, context: { tenant: "north" } });
  });
});

describe("a policy's answer refuses", () => {
  test("when it is anything that merely looks true", () => {
    for (const result of [
      "true",
      1,
      [true],
      [],
      {},
      null,
      false,
      { allow: "true" },
      { allow: 1 },
      { allow: [true] },
    ]) {
      assert.equal(reasonOf(result), "policy_refused", JSON.stringify(result));
    }
  });

  test("with the policy's reason where that is a code", () => {
    assert.equal(reasonOf({ allow: false, reason: "outside_hours" }), "outside_hours");
    assert.equal(reasonOf({ allow: false, reason: "Because of alice@example.org" }), "policy_refused");
  });

  test("with the scope that would have been enough", () => {
    const result = { allow: false, reason: "insufficient_scope", scope: "wells:read" };
    const decision = policyDecision({ result });
    assert.deepEqual(decision, { allow: false, reason: "insufficient_scope", sufficientScope: "wells:read" });
  });

  test("when it has a member that the product does not know, lest a row filter be believed to work", () => {
    assert.equal(reasonOf({ allow: true, filter: "owner = 'me'" }), "policy_member_unknown");
    assert.equal(reasonOf({ allow: true, Allow: true }), "policy_member_unknown");
  });

  test("when its context is not flat strings under free names", () => {
    const contexts = [
      { claims: "x" },
      { principalId: "root" },
      { scopes: "all" },
      { wwwAuthenticate: "x" },
      { a: 1 },
      { a: { b: "c" } },
      { "a b": "c" },
      { "": "c" },
      { a: "x".repeat(1025) },
      { a: "b\r\nc" },
      ["a"],
      "a",
      null,
    ];
    for (const context of contexts) {
      assert.equal(
        reasonOf({ allow: true, context }),
        "policy_context_invalid",
        JSON.stringify(context).slice(0, 40),
      );
    }
  });
});

describe("the answer of a policy in a foreign format", () => {
  const allows = (result: unknown) => policyDecision({ result }, "allow").allow;

  test("may be the document of its package, whose other rules are members that say nothing", () => {
    assert.equal(allows({ allow: true, is_admin: false, reason: "x", user_groups: ["a"] }), true);
    assert.equal(allows(true), true);
  });

  test("refuses unless allow is exactly true, also where a Python service would have taken it for true", () => {
    for (const result of [
      false,
      {},
      { allow: "yes" },
      { allow: 1 },
      { allow: { a: 1 } },
      { is_admin: true },
      [true],
    ]) {
      assert.equal(allows(result), false, JSON.stringify(result));
    }
  });

  test("hands nothing to the backend, whatever its members are called", () => {
    const result = { allow: true, context: { tenant: "north" } };
    assert.deepEqual(policyDecision({ result }, "allow"), { allow: true, context: {} });
  });

  test("is a fault where it is undefined: its path names no package", () => {
    assert.throws(() => policyDecision({ result: undefined }, "allow"), { code: "policy_undefined" });
  });
});

test("an undefined decision is a fault of the configuration, not a refusal", () => {
  assert.throws(
    () => policyDecision({ result: undefined }),
    (error) =>
      error instanceof Fault && error.code === "policy_undefined" && /policy\.decision/.test(error.message),
  );
});

test("no answer but exactly true allows", () => {
  const member = fc.constantFrom("allow", "reason", "context", "scope", "x_a", "result", "filter");
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(true, "true", 1, { allow: true }, [true]));
  const answer = fc.oneof(value, fc.dictionary(member, value));
  fc.assert(
    fc.property(answer, (result) => {
      const allowed = policyDecision({ result }).allow;
      const exactlyTrue =
        result === true ||
        (typeof result === "object" &&
          result !== null &&
          !Array.isArray(result) &&
          "allow" in result &&
          result.allow === true);
      assert.ok(!allowed || exactlyTrue);
    }),
    { numRuns: 5000 },
  );
});
