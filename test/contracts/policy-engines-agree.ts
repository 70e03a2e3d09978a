/** Two policy engines give the same decision of the same question: usable with the real OPA. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { holdsFor, runsOf } from "#test/properties/seeded";
import { type EngineUnderTest, inTime, type MakeEngine } from "./policy-engine.ts";
import { answersPolicy, type PolicyFixture, shippedPolicy, shippedRules } from "./policy-fixtures.ts";
import { anyQuestion } from "./policy-questions.ts";

/** Registers the properties under the engines' names; at least `runs` questions are asked for each. */
export function policyEnginesAgree(
  names: string,
  makeOne: MakeEngine,
  makeOther: MakeEngine,
  runs = 500,
): void {
  const agree =
    (fixture: PolicyFixture, questions: fc.Arbitrary<unknown>, rules: readonly string[]) =>
    async (context: TestContext) => {
      const engines: EngineUnderTest[] = [];
      try {
        engines.push(await makeOne(fixture), await makeOther(fixture));
        const answered = fc.asyncProperty(questions, async (asked) => {
          for (const rule of rules) {
            const [one, other] = await Promise.all(
              engines.map(({ engine }) => engine.evaluate(asked, inTime(), rule)),
            );
            assert.deepEqual(one?.result, other?.result, rule);
          }
        });
        await holdsFor(runsOf(runs), answered, context);
      } finally {
        await Promise.all(engines.map((made) => made.close()));
      }
    };
  test(
    `${names} decide alike by access rules, whatever is asked, by every rule that can be asked for`,
    agree(shippedPolicy, anyQuestion, shippedRules),
  );
  const echo = answersPolicy("echo");
  test(`${names} read any JSON alike`, agree(echo, fc.jsonValue({ stringUnit: "binary" }), [echo.decision]));
}
