/** The port to a policy engine: one question in, the engine's raw answer out. */
import type { Deadline } from "#core/deadline";

/** An engine's answer, not yet judged: `policy-decision.ts` is the one place that does. */
export interface PolicyAnswer {
  /** The value of the decision document; `undefined` when the policy leaves it undefined. */
  readonly result: unknown;
  /** What tells one version of policy and data from another; logged with every decision. */
  readonly revision?: string;
  /** The engine's own id of this decision, where it gives one. */
  readonly decisionId?: string;
}

/**
 * Something that evaluates a policy. Implementations throw `Fault` (`policy_unavailable`, `policy_error`,
 * `policy_answer_invalid`, `deadline_exceeded`, and of a token's secret `secret_unavailable`, `secret_invalid`) when there is no answer to judge, and never throw anything else.
 */
export interface PolicyEngine {
  /** The revision of the policy as far as it is known already: also of a decision that needs no answer. */
  readonly revision?: string;
  /**
   * Evaluates one rule; the result is `undefined` when the policy leaves it undefined or has no such rule.
   * @param rule the path of a package or rule, such as `ogcapi/authz/visible`; absent: the configured decision
   */
  evaluate(input: unknown, deadline: Deadline, rule?: string): Promise<PolicyAnswer>;
}
