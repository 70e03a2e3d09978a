/** From event to answer: what the authorizer function does but for its log, so that others can say what it would do. */
import { deadlineAfter } from "#core/deadline";
import type { DecisionTrace } from "#core/decision-trace";
import { asFault, type Fault } from "#core/fault";
import type { Outcome } from "#core/outcome";
import { decide, type Pipeline } from "#core/pipeline";
import { type AuthorizerEvent, authorizerEvent } from "./authorizer-event.ts";
import type { CustomDomain } from "./base-path.ts";
import { type AuthorizerAnswer, allowPolicy, denyPolicy, type ToldOfRefusals } from "./iam-policy.ts";

/** What an event is answered with. */
export interface AnswerParts {
  /** Resolved once; rejected when the configuration cannot be used, and then every request is a fault. */
  readonly pipeline: Promise<Pipeline>;
  /** The setting `name`, by which the backend knows this authorizer. */
  readonly name: string;
  /** What a refusal may tell the client. */
  readonly told: ToldOfRefusals;
  /** The API's custom domain, where it has one. */
  readonly domain?: CustomDomain | undefined;
  readonly budgetMilliseconds: number;
}

/** A fault: nobody can say whether the request is allowed. */
export interface Failed {
  readonly kind: "fault";
  readonly fault: Fault;
}

/** What became of an event. */
export interface AnsweredEvent {
  /** Absent for what is no event. */
  readonly event: AuthorizerEvent | undefined;
  readonly outcome: Outcome | Failed;
  /** The reason code that is logged. */
  readonly reason: string;
  /** The policy that API Gateway gets; absent where it gets an error. */
  readonly answer: AuthorizerAnswer | undefined;
}

/**
 * Decides about an event within the budget; never rejects.
 * @param now milliseconds, monotonic
 */
export async function answeredEvent(
  parts: AnswerParts,
  event: unknown,
  trace: DecisionTrace,
  now: () => number,
): Promise<AnsweredEvent> {
  let read: AuthorizerEvent | undefined;
  try {
    const deadline = deadlineAfter(parts.budgetMilliseconds, now);
    read = authorizerEvent(event, parts.domain);
    const decided = await decide(await parts.pipeline, read.asked, deadline, trace);
    const { outcome, answer } = answerTo(decided, read, parts);
    return { event: read, outcome, reason: outcome.reason, answer };
  } catch (error) {
    trace.end();
    const fault = asFault(error);
    return { event: read, outcome: { kind: "fault", fault }, reason: fault.code, answer: undefined };
  }
}

/** The policy for an outcome; an allow for which no safe policy fits is a refusal. */
function answerTo(
  outcome: Outcome,
  { arn }: AuthorizerEvent,
  { name, told }: AnswerParts,
): { readonly outcome: Outcome; readonly answer: AuthorizerAnswer | undefined } {
  if (outcome.kind === "challenged") return { outcome, answer: undefined };
  if (outcome.kind === "forbidden") return { outcome, answer: denyPolicy(outcome, arn, told) };
  const answer = allowPolicy(outcome, arn, name);
  if (!("refused" in answer)) return { outcome, answer };
  const forbidden = { kind: "forbidden", reason: answer.refused, principal: outcome.principal } as const;
  return { outcome: forbidden, answer: denyPolicy(forbidden, arn, told) };
}
