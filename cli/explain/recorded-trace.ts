/** A trace that keeps all of what a decision was made of, for one who explains it. */
import type { AccessRequest } from "#core/access-request";
import type { PolicyAnswer } from "#core/authorize/policy-engine";
import { DecisionTrace } from "#core/decision-trace";
import type { OgcResource } from "#core/ogc-resource";
import type { Principal } from "#core/principal";

/** One question to the policy; without an answer where the engine gave none. */
export interface AskedQuestion {
  readonly input: unknown;
  answer?: PolicyAnswer;
}

/** Remembers what the function forgets. */
export class RecordedTrace extends DecisionTrace {
  readonly questions: AskedQuestion[] = [];
  judged: AccessRequest | undefined;
  named: OgcResource | undefined;
  who: Principal | undefined;

  constructor() {
    super(() => 0);
  }

  override request(request: AccessRequest): void {
    this.judged = request;
  }

  override resource(resource: OgcResource): void {
    super.resource(resource);
    this.named = resource;
  }

  override principal(principal: Principal): void {
    super.principal(principal);
    this.who = principal;
  }

  override question(input: unknown): void {
    this.questions.push({ input });
  }

  override answer(answer: PolicyAnswer): void {
    super.answer(answer);
    const question = this.questions.at(-1);
    if (question !== undefined) question.answer = answer;
  }
}
