/** The handler: answers an event within its budget, logs one line, and lets nothing else escape. */
import type { DecisionLine } from "#adapters/decision-log";
import { DecisionTrace } from "#core/decision-trace";
import { type AnswerParts, answeredEvent } from "#core/gateway/answered-event";
import type { AuthorizerAnswer } from "#core/gateway/iam-policy";
import { authorizerFault, unauthorized } from "./answers.ts";

/** What the function is made of. */
export interface AuthorizerParts extends AnswerParts {
  readonly log: (line: DecisionLine) => void;
}

/**
 * The handler. It returns a policy, or throws `Unauthorized` (API Gateway answers 401) or `AuthorizerFault` (500):
 * developer guide, "Output from an API Gateway Lambda authorizer".
 */
export function authorizer(parts: AuthorizerParts): (event: unknown) => Promise<AuthorizerAnswer> {
  const now = () => performance.now();
  return async (event) => {
    const start = now();
    const trace = new DecisionTrace(now);
    const answered = await answeredEvent(parts, event, trace, now);
    const { outcome, reason, answer } = answered;
    parts.log({
      outcome: outcome.kind,
      reason,
      ...(outcome.kind === "fault" && { remedy: outcome.fault.message }),
      requestId: answered.event?.requestId ?? "",
      extendedRequestId: answered.event?.extendedRequestId ?? "",
      ...trace.record,
      totalMilliseconds: Math.round((now() - start) * 1000) / 1000,
    });
    if (outcome.kind === "fault") throw authorizerFault();
    if (answer === undefined) throw unauthorized();
    return answer;
  };
}
