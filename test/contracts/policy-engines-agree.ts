/** Two policy engines give the same decision of the same question: usable with the real OPA. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { holdsFor, runsOf } from "#test/properties/seeded";
import { type EngineUnderTest, inTime, type MakeEngine } from "./policy-engine.ts";
import { answersPolicy, type PolicyFixture, shippedPolicy, shippedRules } from "./policy-fixtures.ts";
import { anyQuestion } from "./policy-questions.ts";

/** Two engines, under the name of both, and how many questions they are asked at least. */
export interface EnginePair {
  readonly names: string;
  readonly makeOne: MakeEngine;
  readonly makeOther: MakeEngine;
  readonly runs: number;
}

/** Registers the property that both answer any question by the shipped policy alike, by each of its rules. */
export function enginesDecideAlike(pair: EnginePair): void {
  test(
    `${pair.names} decide alike by access rules, whatever is asked, by every rule that can be asked for`,
    agreeing(pair, shippedPolicy, anyQuestion, shippedRules),
  );
}

/** Registers the property that both are told any JSON alike. */
export function enginesReadJsonAlike(pair: EnginePair): void {
  const echo = answersPolicy("echo");
  const anyJson = fc.jsonValue({ stringUnit: "binary" });
  test(`${pair.names} read any JSON alike`, agreeing(pair, echo, anyJson, [echo.decision]));
}

function agreeing(
  { makeOne, makeOther, runs }: EnginePair,
  fixture: PolicyFixture,
  questions: fc.Arbitrary<unknown>,
  rules: readonly string[],
) {
  return async (context: TestContext) => {
    const engines: EngineUnderTest[] = [];
    try {
      engines.push(await makeOne(fixture), await makeOther(fixture));
      const answered = fc.asyncProperty(questions, async (asked) => {
        const bothAnswer = async (rule: string) => {
          const [one, other] = await Promise.all(
            engines.map(({ engine }) => engine.evaluate(asked, inTime(), rule)),
          );
          assert.deepEqual(one?.result, other?.result, rule);
        };
        await Promise.all(rules.map(bothAnswer));
      });
      await holdsFor(runsOf(runs), answered, context);
    } finally {
      await Promise.all(engines.map((made) => made.close()));
    }
  };
}
