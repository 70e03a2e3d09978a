/** Decisions with an authenticator and a policy that say what a test wants. */
import { apiLayout } from "#core/api-layout";
import type { Authentication } from "#core/authenticate/authenticator";
import { type PolicyInput, policyInput } from "#core/authorize/input/policy-input";
import { DecisionTrace } from "#core/decision-trace";
import { decide } from "#core/pipeline";
import { anonymous } from "#core/principal";
import { noHurry, unjudged } from "./asked.ts";

/** What the policy is asked about, as far as tests look at it. */
export interface Input {
  readonly resource: { readonly action: string };
}

/** A pipeline to run requests through; `questions` are what its policy was asked. */
export function decision(
  authentication: Authentication,
  answers: (input: Input) => unknown,
  input: PolicyInput = policyInput({ input: "ogcapi", headers: ["x-project"] }),
  layout = apiLayout(),
  publicHealth?: boolean,
) {
  const questions: Input[] = [];
  const trace = new DecisionTrace(() => 0);
  const pipeline = {
    authenticate: async () => authentication,
    policy: {
      revision: "r0",
      evaluate: async (input: unknown) => {
        questions.push(input as Input);
        return { result: answers(input as Input), revision: "r1" };
      },
    },
    input,
    layout,
    publicHealth,
  };
  const run = (...request: Parameters<typeof unjudged>) =>
    decide(pipeline, unjudged(...request), noHurry, trace);
  return { run, questions, trace };
}

/** Somebody with a valid token. */
export const known: Authentication = {
  kind: "recognised",
  principal: { ...anonymous, kind: "token", id: "u1", scheme: "bearer" },
};
