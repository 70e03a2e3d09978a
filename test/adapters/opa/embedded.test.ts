/** The embedded policy engine: the suite of every engine, what it refuses to load, and what it survives. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { embeddedPolicyEngine, onlyResult } from "#adapters/opa/embedded";
import { policyData } from "#core/authorize/access-rules";
import { Fault } from "#core/fault";
import type { AccessRule } from "#core/settings/access-rules";
import { inTime, policyEngineContract } from "#test/contracts/policy-engine";
import { answersPolicy, type PolicyFixture, shippedPolicy } from "#test/contracts/policy-fixtures";

const engineOf = (fixture: PolicyFixture) => embeddedPolicyEngine({ ...fixture, revision: "r1" });

policyEngineContract("the embedded engine", async (fixture) => ({
  engine: engineOf(fixture),
  close: async () => {},
}));

describe("the embedded engine, when it is loaded,", () => {
  test("refuses a decision that the policy does not have, and names those that it has", () => {
    assert.throws(() => engineOf({ ...shippedPolicy, decision: "ogcapi/authz/alow" }), {
      code: "configuration_invalid",
      message: /policy\.decision is ogcapi\/authz\/alow, .* ogcapi\/authz\/allow, .*ogcapi\/authz\/visible$/,
    });
  });

  test("refuses a decision that is only called like a member of every object", () => {
    for (const decision of ["constructor", "toString", "__proto__", ""]) {
      assert.throws(() => engineOf({ ...shippedPolicy, decision }), { code: "configuration_invalid" });
    }
  });

  test("refuses a policy that calls a built-in function which it does not have, by name", () => {
    // The policy as `opa build` would have written it, had it called another function of as many letters.
    const text = Buffer.from(answersPolicy("parsed").wasm).toString("latin1");
    const wasm = Buffer.from(text.replaceAll("yaml.unmarshal", "semver.compare"), "latin1");
    assert.throws(() => engineOf({ ...answersPolicy("parsed"), wasm }), {
      code: "configuration_invalid",
      message: /built-in functions that the embedded engine lacks: semver\.compare;/,
    });
  });

  test("refuses what is no policy", () => {
    const emptyModule = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    for (const wasm of [new Uint8Array(), Buffer.from("not WebAssembly"), emptyModule]) {
      assert.throws(() => engineOf({ ...shippedPolicy, wasm }), {
        name: "Fault",
        code: "configuration_invalid",
      });
    }
  });

  test("refuses data that need more memory than there is", () => {
    const data = { long: "x".repeat(70 * 1024 * 1024) };
    assert.throws(() => engineOf({ ...shippedPolicy, data }), {
      code: "configuration_invalid",
      message: /do not fit into the embedded engine's 64 MiB/,
    });
  });
});

describe("the embedded engine", () => {
  test("tells the revision with every answer", async () => {
    assert.equal((await engineOf(shippedPolicy).evaluate({}, inTime())).revision, "r1");
  });

  test("decides by other rules with the same policy: who changes rules compiles nothing", async () => {
    const reading = (collection: string): AccessRule => ({
      who: "anyone",
      may: ["read"],
      on: { collections: [collection] },
    });
    const allowed = async (rule: AccessRule, collection: string) => {
      const engine = engineOf({ ...shippedPolicy, data: policyData([rule]) });
      const resource = { type: "items", collection, action: "read" };
      const { result } = await engine.evaluate({ resource, principal: { kind: "anonymous" } }, inTime());
      return (result as { readonly allow: boolean }).allow;
    };
    for (const [rule, other] of [
      ["lakes", "wells"],
      ["wells", "lakes"],
    ] as const) {
      assert.equal(await allowed(reading(rule), rule), true);
      assert.equal(await allowed(reading(rule), other), false);
    }
  });

  test("calls the built-in functions that it has from JavaScript", async () => {
    const engine = engineOf(answersPolicy("parsed"));
    assert.deepEqual((await engine.evaluate({ text: "a: [1]" }, inTime())).result, { a: [1] });
  });

  test("says where in the Rego an evaluation failed", async () => {
    await assert.rejects(engineOf(answersPolicy("conflict")).evaluate({ values: [1, 2] }, inTime()), {
      code: "policy_error",
      message: /answers\/answers\.rego:\d+:\d+: var assignment conflict$/,
    });
  });

  test("survives an evaluation that needs more memory than there is", async () => {
    const engine = engineOf(answersPolicy("pairs"));
    await assert.rejects(engine.evaluate({ size: 5000 }, inTime()), { name: "Fault", code: "policy_error" });
    assert.equal((await engine.evaluate({ size: 3 }, inTime())).result, 9);
  });

  test("survives a document that is larger than its memory", async () => {
    const engine = engineOf(answersPolicy("pairs"));
    const document = { size: 3, long: "x".repeat(70 * 1024 * 1024) };
    await assert.rejects(engine.evaluate(document, inTime()), { name: "Fault", code: "policy_error" });
    assert.equal((await engine.evaluate({ size: 3 }, inTime())).result, 9);
  });

  test("survives a document that is nested deeper than its stack", async () => {
    const engine = engineOf(answersPolicy("echo"));
    const deep = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
    await assert.rejects(engine.evaluate(deep(100_000), inTime()), (error) => error instanceof Fault);
    assert.deepEqual((await engine.evaluate(deep(100), inTime())).result, deep(100));
  });

  test("keeps its data after a failed evaluation", async () => {
    const engine = engineOf(shippedPolicy);
    const question = { resource: { type: "landing-page", action: "read" }, principal: { kind: "anonymous" } };
    await assert.rejects(engine.evaluate({ resource: "x".repeat(70 * 1024 * 1024) }, inTime()), {
      name: "Fault",
    });
    assert.deepEqual((await engine.evaluate(question, inTime())).result, { allow: true });
  });

  test("takes exactly one result for an answer", () => {
    assert.equal(onlyResult([{ result: true }]), true);
    assert.equal(onlyResult([]), undefined);
    for (const results of [
      [{ result: true }, { result: false }],
      [{}],
      [null],
      [true],
      {},
      null,
      true,
      "[]",
    ]) {
      assert.throws(() => onlyResult(results), { name: "Fault", code: "policy_answer_invalid" });
    }
  });
});
