/** From event to answer: runs the pipeline within its budget, logs one line, and lets nothing else escape. */
import type { DecisionLine } from "#adapters/decision-log";
import { deadlineAfter } from "#core/deadline";
import { DecisionTrace } from "#core/decision-trace";
import { Fault } from "#core/fault";
import { type AuthorizerEvent, authorizerEvent } from "#core/gateway/authorizer-event";
import type { CustomDomain } from "#core/gateway/base-path";
import { type AuthorizerAnswer, allowPolicy, denyPolicy } from "#core/gateway/iam-policy";
import type { Outcome } from "#core/outcome";
import { decide, type Pipeline } from "#core/pipeline";
import { authorizerFault, unauthorized } from "./answers.ts";

/** What the function is made of. */
export interface AuthorizerParts {
  /** Resolved once; rejected when the configuration cannot be used, and then every request is a fault. */
  readonly pipeline: Promise<Pipeline>;
  /** The setting `name`, by which the backend knows this authorizer. */
  readonly name: string;
  readonly realm: string;
  /** The API's custom domain, where it has one. */
  readonly domain?: CustomDomain | undefined;
  readonly budgetMilliseconds: number;
  readonly log: (line: DecisionLine) => void;
}

/**
 * The handler. It returns a policy, or throws `Unauthorized` (API Gateway answers 401) or `AuthorizerFault` (500):
 * developer guide, "Output from an API Gateway Lambda authorizer".
 */
export function authorizer(parts: AuthorizerParts): (event: unknown) => Promise<AuthorizerAnswer> {
  return async (event) => {
    const start = performance.now();
    const trace = new DecisionTrace(() => performance.now());
    let read: AuthorizerEvent | undefined;
    const log = (outcome: DecisionLine["outcome"], reason: string, remedy?: string) =>
      parts.log({
        outcome,
        reason,
        ...(remedy !== undefined && { remedy }),
        requestId: read?.requestId ?? "",
        extendedRequestId: read?.extendedRequestId ?? "",
        ...trace.record,
        totalMilliseconds: Math.round((performance.now() - start) * 1000) / 1000,
      });

    let outcome: Outcome;
    let answer: AuthorizerAnswer | undefined;
    try {
      const deadline = deadlineAfter(parts.budgetMilliseconds, () => performance.now());
      read = authorizerEvent(event, parts.domain);
      outcome = await decide(await parts.pipeline, read.asked, deadline, trace);
      ({ outcome, answer } = answerTo(outcome, read, parts));
    } catch (error) {
      const fault = error instanceof Fault ? error : unexpected(error);
      log("fault", fault.code, fault.message);
      throw authorizerFault();
    }
    log(outcome.kind, outcome.kind === "allowed" ? "policy_allowed" : outcome.reason);
    if (answer === undefined) throw unauthorized();
    return answer;
  };
}

/** The policy for an outcome; an allow for which no safe policy fits is a refusal. */
function answerTo(
  outcome: Outcome,
  { arn }: AuthorizerEvent,
  { name, realm }: Pick<AuthorizerParts, "name" | "realm">,
): { readonly outcome: Outcome; readonly answer: AuthorizerAnswer | undefined } {
  if (outcome.kind === "challenged") return { outcome, answer: undefined };
  if (outcome.kind === "forbidden") return { outcome, answer: denyPolicy(outcome, arn, realm) };
  const answer = allowPolicy(outcome, arn, name);
  if (!("refused" in answer)) return { outcome, answer };
  const forbidden = { kind: "forbidden", reason: answer.refused, principal: outcome.principal } as const;
  return { outcome: forbidden, answer: denyPolicy(forbidden, arn, realm) };
}

/** An error nobody foresaw: its message may quote what a client sent, so only its class and place are logged. */
function unexpected(error: unknown): Fault {
  const name = error instanceof Error ? error.name : typeof error;
  return new Fault(
    "internal_error",
    `an unexpected ${name}; please report it with the request that led to it`,
  );
}
