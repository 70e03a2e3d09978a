/** What every policy engine does: the suite that each of them passes, and the real OPA too. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { PolicyEngine } from "#core/authorize/policy-engine";
import { type Deadline, deadlineAfter } from "#core/deadline";
import { Fault } from "#core/fault";
import { decisionExamples } from "./policy-decisions.ts";
import { answersPolicy, type PolicyFixture, shippedPolicy } from "./policy-fixtures.ts";
import { ruleExamples } from "./policy-rule-answers.ts";

/** An engine with a policy, and how to end what it needs. */
export interface EngineUnderTest {
  readonly engine: PolicyEngine;
  close(): Promise<void>;
}

export type MakeEngine = (fixture: PolicyFixture) => Promise<EngineUnderTest>;

/** Time enough for a busy machine. */
export const inTime = (): Deadline => deadlineAfter(10_000, () => performance.now());

/** Registers the suite under `name`; `makeEngine` is called once for every policy and decision. */
export function policyEngineContract(name: string, makeEngine: MakeEngine): void {
  describe(`${name} as a policy engine`, () => {
    describe("decides by access rules:", () => {
      const asked = engineFor(makeEngine, shippedPolicy);
      for (const { says, input, decision } of decisionExamples) {
        test(says, async () => {
          assert.deepEqual((await asked().evaluate(input, inTime())).result, decision);
        });
      }
    });
    describe("tells by access rules:", () => {
      const asked = engineFor(makeEngine, shippedPolicy);
      for (const { says, rule, input, answer } of ruleExamples) {
        test(says, async () => {
          assert.deepEqual((await asked().evaluate(input, inTime(), rule)).result, answer);
        });
      }
    });
    answersOfEveryKind(makeEngine);
    failures(makeEngine);
  });
}

function answersOfEveryKind(makeEngine: MakeEngine): void {
  describe("reads the input document as it is:", () => {
    const echo = engineFor(makeEngine, answersPolicy("echo"));
    const documents: readonly unknown[] = [
      false,
      0,
      "",
      [],
      {},
      [[[{ "": [true] }]]],
      { 'quote"backslash\\nul\u0000tab\t': "\u0001\u007f\u2028\uffff" },
      { text: "größer als \u{1f30d}, e\u0301 and é" },
      { numbers: [-1, 0.1, 1e21, 1e-7, Number.MAX_SAFE_INTEGER, 1.5e300] },
      JSON.parse('{"__proto__": {"allow": true}, "constructor": 1, "toString": null}'),
      { long: "x".repeat(100_000) },
    ];
    for (const document of documents) {
      test(JSON.stringify(document).slice(0, 60), async () => {
        assert.deepEqual((await echo().evaluate(document, inTime())).result, document);
      });
    }
    test("half a surrogate pair is read as U+FFFD", async () => {
      const document = { "\udf0d": "\ud83c and \\ud83c and \ud83c\udf0d" };
      const read = { "\ufffd": "\ufffd and \\ud83c and \ud83c\udf0d" };
      assert.deepEqual((await echo().evaluate(document, inTime())).result, read);
    });
    test("no document is none and null is none, and no evaluation sees the document of another", async () => {
      for (const none of [undefined, null]) {
        await echo().evaluate({ secret: "of the first" }, inTime());
        assert.equal((await echo().evaluate(none, inTime())).result, undefined);
      }
    });
    test("evaluations at the same time keep apart", async () => {
      const documents = Array.from({ length: 50 }, (_, number) => ({ number, text: "y".repeat(number) }));
      const answers = await Promise.all(documents.map((document) => echo().evaluate(document, inTime())));
      assert.deepEqual(
        answers.map(({ result }) => result),
        documents,
      );
    });
  });

  describe("gives what the policy gives:", () => {
    const guarded = engineFor(makeEngine, answersPolicy("guarded"));
    const stored = engineFor(makeEngine, answersPolicy("stored"));
    test("a decision that is undefined", async () => {
      assert.equal((await guarded().evaluate({ answer: 41 }, inTime())).result, undefined);
    });
    test("a decision that is defined", async () => {
      assert.equal((await guarded().evaluate({ answer: 42 }, inTime())).result, "given");
    });
    test("another rule than the decision, by its path", async () => {
      const document = { answer: 42 };
      assert.deepEqual((await guarded().evaluate(document, inTime(), "answers/echo")).result, document);
      assert.equal((await guarded().evaluate(document, inTime())).result, "given");
    });
    test("nothing for a rule that is not there", async () => {
      for (const rule of ["answers/none", "constructor", "__proto__"]) {
        assert.equal((await guarded().evaluate({ answer: 42 }, inTime(), rule)).result, undefined);
      }
    });
    test("the data document", async () => {
      const { result } = await stored().evaluate({}, inTime());
      assert.deepEqual(result, { text: "größer als \u{1f30d}", half: "\ufffd", list: [1, 2.5, null, false] });
    });
  });
}

function failures(makeEngine: MakeEngine): void {
  describe("ends in a fault, and in nothing else:", () => {
    const conflict = engineFor(makeEngine, answersPolicy("conflict"));
    test("an evaluation that fails; the next one is not touched by it", async () => {
      await assert.rejects(conflict().evaluate({ values: ["canary-1", "canary-2"] }, inTime()), (error) => {
        assert.ok(error instanceof Fault);
        assert.doesNotMatch(error.message, /canary/);
        return true;
      });
      assert.equal((await conflict().evaluate({ values: ["only"] }, inTime())).result, "only");
    });
    test("a document that is no JSON", async () => {
      const cycle: Record<string, unknown> = { secret: "canary" };
      cycle.self = cycle;
      for (const document of [cycle, { big: 1n }]) {
        await assert.rejects(conflict().evaluate(document, inTime()), {
          name: "Fault",
          code: "policy_error",
        });
      }
    });
    test("a deadline that has passed", async () => {
      const passed: Deadline = { remaining: () => 0 };
      await assert.rejects(conflict().evaluate({ values: [1] }, passed), {
        name: "Fault",
        code: "deadline_exceeded",
      });
    });
  });
}

/** The engine of the enclosing suite: made before its first test and ended after its last. */
function engineFor(makeEngine: MakeEngine, fixture: PolicyFixture): () => PolicyEngine {
  let made: EngineUnderTest | undefined;
  before(async () => {
    made = await makeEngine(fixture);
  });
  after(() => made?.close());
  return () => {
    if (made === undefined) throw new Error("the engine is there only while the suite's tests run");
    return made.engine;
  };
}
