/** Principals that cannot change are written into the embedded engine's memory once, and answered as any other. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { WasmPolicy } from "#adapters/opa/wasm-policy";
import { frozenJson } from "#core/frozen-json";
import { inTime } from "#test/contracts/policy-engine";
import { answersPolicy, shippedPolicy, shippedRules } from "#test/contracts/policy-fixtures";
import { principal, question } from "#test/contracts/policy-questions";

const mebibyte = 1024 * 1024;

const frozen = <Json>(json: Json): Json => frozenJson(structuredClone(json));

/** A policy in WebAssembly that answers with its input document, asked as often as one likes. */
function echoing() {
  const { wasm, decision } = answersPolicy("echo");
  const policy = new WasmPolicy(wasm);
  policy.setData("{}");
  const ask = (document: unknown) => policy.evaluate(document, policy.entrypoints[decision] ?? -1);
  return { ask, policy };
}

const reading = (who: object) => ({
  resource: { type: "items", collection: "lakes", action: "read" },
  principal: who,
});
const withClaims = (claims: object) => ({ kind: "token", id: "ann", issuer: "", scopes: [], claims });

/** A principal that cannot change, and how often its members were listed. */
function counted(principal: object) {
  let listed = 0;
  const who = new Proxy(frozen(principal), {
    ownKeys(target) {
      listed += 1;
      return Reflect.ownKeys(target);
    },
  });
  return { who, reads: () => listed };
}

describe("a principal that cannot change", () => {
  test("is answered as one that can, by every rule, however often and whoever else asks in between", async () => {
    const engine = embeddedPolicyEngine({ ...shippedPolicy, revision: "" });
    const principals = fc.array(principal, { minLength: 1, maxLength: 4 }).map((made) => made.map(frozen));
    await fc.assert(
      fc.asyncProperty(principals, fc.array(question, { maxLength: 6 }), async (kept, questions) => {
        for (const asked of questions) {
          for (const who of kept) {
            for (const rule of shippedRules) {
              const answer = async (document: unknown) =>
                (await engine.evaluate(document, inTime(), rule)).result;
              assert.deepEqual(
                await answer({ ...asked, principal: who }),
                await answer({ ...asked, principal: structuredClone(who) }),
              );
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("is read by the first evaluation and by none after it", () => {
    const { who, reads } = counted(withClaims({ groups: ["editors"] }));
    const { ask } = echoing();
    ask(reading(who));
    const once = reads();
    for (let time = 0; time < 3; time += 1) ask(reading(who));
    assert.ok(once > 0);
    assert.equal(reads(), once);
  });

  test("reaches the policy as it is, beside any other members", () => {
    const { ask } = echoing();
    const member = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(member, member, (who, others) => {
        const document = { ...others, principal: frozen(who) };
        const plain = JSON.parse(JSON.stringify(document));
        for (let time = 0; time < 3; time += 1) assert.deepEqual(ask(document), [{ result: plain }]);
      }),
    );
  });

  test("is read by every evaluation where its claims would displace those of many others", () => {
    const { who, reads } = counted(withClaims({ groups: ["x".repeat(mebibyte)] }));
    const { ask } = echoing();
    for (let time = 0; time < 3; time += 1) {
      const before = reads();
      assert.deepEqual(ask(reading(who)), [{ result: reading({ ...who }) }]);
      assert.ok(reads() > before + 1);
    }
  });

  test("is forgotten with all others when they take too much memory, and told as it is again", () => {
    const { ask, policy } = echoing();
    const documents = Array.from({ length: 3000 }, (_, index) =>
      reading(
        frozen(withClaims({ index, filling: Array.from({ length: 40 }, (_each, at) => `${index} ${at}`) })),
      ),
    );
    for (const document of documents) assert.deepEqual(ask(document), [{ result: document }]);
    for (const document of documents.slice(0, 100)) assert.deepEqual(ask(document), [{ result: document }]);
    assert.ok(policy.memoryBytes < 8 * mebibyte, `${policy.memoryBytes} bytes`);
  });

  test("is told as it is after other data were set", () => {
    const { ask, policy } = echoing();
    const document = reading(frozen(withClaims({ groups: ["editors"] })));
    ask(document);
    policy.setData(JSON.stringify({ filling: Array.from({ length: 1000 }, (_, index) => `${index}`) }));
    assert.deepEqual(ask(document), [{ result: document }]);
  });

  test("is told as it is after an evaluation that failed", async () => {
    const engine = embeddedPolicyEngine({ ...answersPolicy("echo"), revision: "" });
    const document = reading(frozen(withClaims({ groups: ["editors"] })));
    await engine.evaluate(document, inTime());
    const tooLarge = { long: "x".repeat(70 * mebibyte), principal: document.principal };
    await assert.rejects(engine.evaluate(tooLarge, inTime()), { name: "Fault", code: "policy_error" });
    assert.deepEqual((await engine.evaluate(document, inTime())).result, document);
  });

  test("takes no memory that a later question needs", async () => {
    const data = { filling: "x".repeat(29 * mebibyte) };
    const engine = embeddedPolicyEngine({ ...answersPolicy("echo"), data, revision: "" });
    const large = { text: "x".repeat(0.75 * mebibyte) };
    assert.deepEqual((await engine.evaluate(large, inTime())).result, large);
    for (let index = 0; index < 50; index += 1) {
      const document = reading(frozen(withClaims({ index, filling: "y".repeat(40_000) })));
      assert.deepEqual((await engine.evaluate(document, inTime())).result, document);
    }
    assert.deepEqual((await engine.evaluate(large, inTime())).result, large);
  });
});

describe("a principal that can change", () => {
  test("is read anew by every evaluation, also where only a claim can change", () => {
    const { ask } = echoing();
    for (const freeze of [(who: object) => who, Object.freeze]) {
      const groups = ["readers"];
      const document = reading(freeze(withClaims(Object.freeze({ groups }))));
      assert.deepEqual(ask(document), [{ result: JSON.parse(JSON.stringify(document)) }]);
      groups.push("editors");
      assert.deepEqual(ask(document), [{ result: JSON.parse(JSON.stringify(document)) }]);
    }
  });
});
